//! Titles in lines, for covers and whoever else sets one without a page.

use super::breaks::{Class, class};
use super::line::{Measure, Unit, compose};
use crate::profile::{Align, Mode};

/// A title in lines of a width, in em of its own size, for who knows nothing of the face: letters and figures count
/// for half an em.
pub fn title_lines(title: &str, width: f32) -> Vec<String> {
    let readable = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let units: Vec<Unit> = readable
        .chars()
        .map(|char| {
            let class = class(char);
            let narrow = class.is_latin() || matches!(class, Class::Space | Class::Mid);
            Unit { char, class, advance: if narrow { 0.55 } else { 1.0 }, held: false, divides: None }
        })
        .collect();
    let measure = Measure {
        mode: Mode::Clreq,
        align: Align::Centre,
        width,
        pitch: 1.0,
        indent: 0.0,
        hanging: false,
        few: false,
        title: true,
    };
    let lines = compose(&units, &measure);
    lines
        .iter()
        .map(|l| units[l.start..l.end].iter().map(|u| u.char).collect::<String>().trim().to_owned())
        .collect()
}
