//! What hardly any line has, kept apart: every line has room for a pointer to it, and not for itself. A text may be a million
//! lines, and all of them are looked at together.

use std::ops::{Deref, DerefMut};

/// What there is where nothing is said.
pub trait Nothing: Default + PartialEq + 'static {
    /// It.
    const NOTHING: &'static Self;
}

impl<T: PartialEq + 'static> Nothing for Vec<T> {
    const NOTHING: &'static Self = &Self::new();
}

/// Something that reads as what it is where it is there, and as nothing elsewhere.
#[derive(Clone, Debug)]
pub struct Rare<T>(Option<Box<T>>);

impl<T: Nothing> Rare<T> {
    /// Nothing.
    pub const NONE: Self = Self(None);

    /// Something, which may be nothing.
    pub fn of(value: T) -> Self {
        Self((value != *T::NOTHING).then(|| Box::new(value)))
    }

    /// Whether it is nothing.
    pub fn is_none(&self) -> bool {
        **self == *T::NOTHING
    }

    /// The thing itself.
    pub fn take(self) -> T {
        self.0.map(|value| *value).unwrap_or_default()
    }
}

impl<T: Nothing> Deref for Rare<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::NOTHING)
    }
}

impl<T: Nothing> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::candidate::Candidate;
    use crate::recognise::outline::Chosen;
    use crate::recognise::pins::Said;
    use crate::text::Span;

    #[test]
    fn it_is_nothing_until_something_is_said() {
        let mut said: Rare<Said> = Rare::NONE;
        assert!(said.is_none() && !said.heading);
        said.heading = true;
        assert!(!said.is_none() && said.heading && said.take().heading);
        assert!(Rare::of(Vec::<Span>::new()).0.is_none());
        assert_eq!(Rare::of(vec![Span::new(0, 1)]).take(), [Span::new(0, 1)]);
    }

    #[test]
    fn a_line_takes_little_room() {
        assert!(size_of::<Candidate>() <= 136, "{}", size_of::<Candidate>());
        assert!(size_of::<Chosen>() <= 72, "{}", size_of::<Chosen>());
    }
}
