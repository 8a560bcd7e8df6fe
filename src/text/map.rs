//! Maps and sets by words and glyphs of documents: quicker than those of the standard library for short keys, and seeded
//! anew in every run, so that nobody can choose words that collide.

use foldhash::fast::RandomState;

/// A map with short keys.
pub type Map<K, V> = std::collections::HashMap<K, V, RandomState>;
/// A set of short keys.
pub type Set<K> = std::collections::HashSet<K, RandomState>;
