//! Sets of a few things, one bit each.

/// Whether a set has at most so many.
#[inline]
pub(crate) fn has_at_most(mut set: u32, count: usize) -> bool {
    for _ in 0..count {
        set &= set.wrapping_sub(1);
    }
    set == 0
}

#[cfg(test)]
mod tests {
    //! As many as there are, and one fewer.

    use super::has_at_most;

    #[test]
    fn counted() {
        assert!(has_at_most(0, 0) && has_at_most(0b1010, 2) && has_at_most(u32::MAX, 32));
        assert!(!has_at_most(1, 0) && !has_at_most(0b1010, 1) && !has_at_most(u32::MAX, 31));
    }
}
