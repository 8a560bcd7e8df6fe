//! Maps and sets by words that documents have: quicker than those of the standard library, and seeded anew in every run,
//! so that nobody can choose words that collide.

use foldhash::fast::RandomState;

/// A map by words of documents.
pub type Map<K, V> = std::collections::HashMap<K, V, RandomState>;
/// A set of words of documents.
pub type Set<K> = std::collections::HashSet<K, RandomState>;
