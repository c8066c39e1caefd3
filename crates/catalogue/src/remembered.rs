//! Tokens that were compared with the catalogue, kept for the next customer who has one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::names::text_key;
use crate::query::ExpandedToken;

/// Tokens kept in all. Customers' names repeat, and so do their tokens.
const MOST: usize = 1 << 16;

/// Parts of the memory, each behind a lock of its own, so that threads hardly wait for each other.
const PARTS: usize = 64;

/// What the threads that search one catalogue remember together: which of its tokens are like a subject's. Remembered or
/// worked out anew it is the same. For one catalogue only.
#[derive(Debug, Clone)]
pub struct Remembered {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// By [`text_key`]; of two tokens with one key the later is kept. Whoever chooses tokens may choose such keys: that costs
    /// what is remembered, and a look through one part at most.
    parts: [Mutex<FxHashMap<u64, Arc<ExpandedToken>>>; PARTS],
}

impl Default for Remembered {
    fn default() -> Self {
        let parts = std::array::from_fn(|_| Mutex::default());
        Self { shared: Arc::new(Shared { parts }) }
    }
}

impl Remembered {
    fn part(&self, key: u64) -> MutexGuard<'_, FxHashMap<u64, Arc<ExpandedToken>>> {
        self.shared.parts[key as usize % PARTS].lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn get(&self, form: &str) -> Option<Arc<ExpandedToken>> {
        let key = text_key(form);
        self.part(key).get(&key).filter(|token| *token.form == *form).cloned()
    }

    /// Keeps a token; a part that is full forgets all of its own first.
    pub(crate) fn keep(&self, token: &Arc<ExpandedToken>) {
        let key = text_key(&token.form);
        let mut part = self.part(key);
        if part.len() >= MOST / PARTS {
            part.clear();
        }
        part.insert(key, Arc::clone(token));
    }
}
