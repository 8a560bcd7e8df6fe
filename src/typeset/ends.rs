//! Where lines may end, as far as it is known before their starts are: so each of their many starts asks for it, and none
//! works it out. All lengths are in em of the paragraph's type size.

use super::breaks::Class;
use super::spacing::{Sums, Unit};
use crate::profile::Mode;

/// What is known of each end of a line before its start is.
pub struct Ends {
    /// The end without the spaces there.
    pub trimmed: Vec<usize>,
    /// What the last character gives up at that end.
    pub trim: Vec<f32>,
    /// From the start of the paragraph, less all that gaps can give up, to this end or to a later one: the least of them.
    pub least: Vec<f32>,
    /// What the gaps before each character can give up.
    pub shrink: Vec<f32>,
}

impl Ends {
    /// The ends of the lines of a paragraph.
    pub fn of(units: &[Unit], sums: &Sums, mode: Mode, hanging: bool) -> Self {
        let mut trimmed = Vec::with_capacity(units.len() + 1);
        trimmed.push(0);
        for (i, u) in units.iter().enumerate() {
            let space = matches!(u.class, Class::Space | Class::WideSpace);
            trimmed.push(if space { trimmed[i] } else { i + 1 });
        }
        let trim =
            std::iter::once(0.0).chain(units.iter().map(|u| end_trim(u, mode, hanging))).collect::<Vec<_>>();
        let shrink: Vec<f32> = sums.shrink.iter().map(|s| s.iter().sum()).collect();
        let mut least = vec![f32::INFINITY; units.len() + 2];
        for end in (0..=units.len()).rev() {
            let at = trimmed[end];
            least[end] = least[end + 1].min(sums.width[at] - trim[at] - shrink[end]);
        }
        Self { trimmed, trim, least, shrink }
    }
}

/// A closing mark at the end of a line loses its blank half (GB/T 15834, 5.1.10); one that hangs takes no room at all.
fn end_trim(last: &Unit, mode: Mode, hanging: bool) -> f32 {
    if mode == Mode::Grid {
        return 0.0;
    }
    let hangs = hanging && matches!(last.char, '、' | '，' | '。' | '．');
    if hangs {
        1.0
    } else if last.class.closes() {
        0.5
    } else {
        0.0
    }
}
