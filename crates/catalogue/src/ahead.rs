//! Asking the memory early: what will be read soon is on its way while something else is worked on.
//!
//! A catalogue is larger than a core's caches, and what a search reads of it lies scattered. A core that waits for each
//! piece in turn waits for most of the search; the more, the busier the machine.

/// Items that are asked for before the first of them is looked at: about as many as a core has requests to memory under
/// way.
const AHEAD: usize = 16;

/// Asks for the byte at this place and those that the memory sends with it; nothing where there is none.
#[inline]
pub(crate) fn fetch(bytes: &[u8], at: usize) {
    #[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
    if let Some(byte) = bytes.get(at) {
        safe_arch::prefetch_t0(byte);
    }
    // Elsewhere they come when they are read.
    #[cfg(not(all(target_arch = "x86_64", target_feature = "sse2")))]
    let _ = (bytes, at);
}

/// The items in order, each asked for by `fetch` some items before it comes.
#[inline]
pub(crate) fn ahead<T>(items: &[T], fetch: impl Fn(&T)) -> impl Iterator<Item = &T> {
    items.iter().take(AHEAD).for_each(&fetch);
    items.iter().enumerate().map(move |(at, item)| {
        items.get(at + AHEAD).into_iter().for_each(&fetch);
        item
    })
}

/// The same where an item's record says what else to ask for: `fetch` asks for the record, `read` reads it and asks for
/// that. The items in order, with their records.
#[inline]
pub(crate) fn ahead_twice<T, R: Copy + Default>(
    items: &[T],
    fetch: impl Fn(&T),
    read: impl Fn(&T) -> R,
) -> impl Iterator<Item = (&T, R)> {
    items.iter().take(2 * AHEAD).for_each(&fetch);
    let mut records = [R::default(); AHEAD];
    records.iter_mut().zip(items).for_each(|(record, item)| *record = read(item));
    items.iter().enumerate().map(move |(at, item)| {
        items.get(at + 2 * AHEAD).into_iter().for_each(&fetch);
        let record = records[at % AHEAD];
        items.get(at + AHEAD).into_iter().for_each(|later| records[at % AHEAD] = read(later));
        (item, record)
    })
}

#[cfg(test)]
mod tests {
    //! Every item comes once, in order, after it was asked for, with its own record; however many there are.

    use std::cell::RefCell;

    use super::{AHEAD, ahead, ahead_twice};

    #[test]
    fn in_order() {
        for count in [0, 1, AHEAD - 1, AHEAD, AHEAD + 1, 2 * AHEAD, 5 * AHEAD + 3] {
            let items: Vec<usize> = (0..count).collect();
            let fetched = RefCell::new(Vec::new());
            let fetch = |item: &usize| fetched.borrow_mut().push(*item);
            for (at, item) in ahead(&items, fetch).enumerate() {
                assert_eq!(*item, at);
                assert!(fetched.borrow().len() > at);
            }
            assert_eq!(*fetched.borrow(), items);
            fetched.borrow_mut().clear();
            let read = |item: &usize| {
                assert!(fetched.borrow().contains(item));
                item * 3
            };
            let came: Vec<(usize, usize)> = ahead_twice(&items, fetch, read).map(|(i, r)| (*i, r)).collect();
            assert_eq!(came, items.iter().map(|item| (*item, item * 3)).collect::<Vec<_>>());
            assert_eq!(*fetched.borrow(), items);
        }
    }
}
