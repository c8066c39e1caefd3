//! Tokens that were compared with the catalogue, kept for the next customer who has one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    parts: [Mutex<HashMap<Box<str>, Arc<ExpandedToken>>>; PARTS],
}

impl Default for Remembered {
    fn default() -> Self {
        let parts = std::array::from_fn(|_| Mutex::default());
        Self { shared: Arc::new(Shared { parts }) }
    }
}

impl Remembered {
    fn part(&self, form: &str) -> &Mutex<HashMap<Box<str>, Arc<ExpandedToken>>> {
        &self.shared.parts[text_key(form) as usize % PARTS]
    }

    pub(crate) fn get(&self, form: &str) -> Option<Arc<ExpandedToken>> {
        self.part(form).lock().unwrap_or_else(PoisonError::into_inner).get(form).cloned()
    }

    /// Keeps a token; a part that is full forgets all of its own first.
    pub(crate) fn keep(&self, token: &Arc<ExpandedToken>) {
        let mut part = self.part(&token.form).lock().unwrap_or_else(PoisonError::into_inner);
        if part.len() >= MOST / PARTS {
            part.clear();
        }
        part.insert(token.form.clone(), Arc::clone(token));
    }
}
