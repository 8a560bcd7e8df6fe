//! The proof that an output holds its source: the text is taken out of the file again and compared, character by
//! character, and so are the identifiers and numbers of the provisions.

mod akn;
mod docx;
mod egov;
mod epub;
mod html;
mod md;
mod pdf;
mod tei;
mod text;

pub(crate) use akn::extract as akn;
pub(crate) use docx::extract as docx;
pub(crate) use egov::extract as egov;
pub(crate) use epub::extract as epub;
pub(crate) use html::extract as html;
pub(crate) use md::extract as md;
pub(crate) use pdf::extract as pdf;
pub(crate) use tei::extract as tei;
pub(crate) use text::extract as text;

use crate::finding::{Words, json_place};
use crate::ir::{
    Document, Event, Id, events, notes_apart, sha256_apart, signless_text, source_text, unmarked_text,
};
use crate::text::Span;
use crate::text::chars::{self, is_space, normalise};
use crate::text::hash::sha256;
use std::collections::{HashMap, HashSet};

/// What was taken out of an output.
#[derive(Debug, Default)]
pub struct Extract {
    /// The text, in the order of reading.
    pub text: String,
    /// Whether the format keeps white space, so that the text must be the source exactly.
    pub exact: bool,
    /// The hash that the file's metadata state: of the text where the format is exact, else of the text without white
    /// space.
    pub stated: Option<String>,
    /// Identifiers that the file has; with the numbers of provisions where the format states them.
    pub provisions: Vec<(String, Option<String>)>,
    /// How the format writes identifiers, where it cannot hold them all as they are.
    pub identifier: Option<fn(&str) -> String>,
    /// Whether the format has no place for identifiers at all.
    pub anonymous: bool,
    /// Notes with their identifiers, where the format has them at another place than the source.
    pub notes: Vec<(String, String)>,
    /// Whether the format writes the signs of notes in its own way, so that they are no part of the text.
    pub signless: bool,
    /// What cannot be proved of such files, in Chinese and English.
    pub unproved: Option<&'static str>,
}

impl Extract {
    /// How an identifier is written here.
    fn named(&self, id: &Id) -> String {
        self.identifier.map_or_else(|| id.0.clone(), |written| written(&id.0))
    }
}

/// How an output stands to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The same text, character for character.
    Exact,
    /// The same text but for white space, which the format does not keep.
    Whitespace,
    /// Another text.
    Differs {
        /// The first difference, in bytes of the source.
        at: usize,
        /// The place in the text of the output, in characters.
        output_at: usize,
        /// What the source has there.
        expected: String,
        /// What the output has.
        found: String,
    },
    /// The text is the same; a provision is missing, out of place or has another number.
    Provision {
        /// Its identifier.
        id: String,
    },
    /// The text is not the one that the file's own metadata state.
    Hash {
        /// The hash stated; empty for none.
        stated: String,
    },
}

impl Verdict {
    /// Whether the output is proved.
    pub const fn holds(&self) -> bool {
        matches!(self, Self::Exact | Self::Whitespace)
    }
    /// The word for programs.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Whitespace => "whitespace",
            Self::Differs { .. } => "differs",
            Self::Provision { .. } => "provision",
            Self::Hash { .. } => "hash",
        }
    }
}

/// Compares an output with its source.
pub fn against(source: &Document, output: &Extract) -> Verdict {
    if output.exact {
        let text = source_text(source);
        if output.text != text {
            return difference(&text, &output.text, &[(0, 0)], |_| true);
        }
    } else {
        let elsewhere: HashSet<&str> = output.notes.iter().map(|(id, _)| id.as_str()).collect();
        let apart = (!elsewhere.is_empty())
            .then(|| notes_apart(source, |id| elsewhere.contains(output.named(id).as_str())));
        let compared = apart.as_ref().map_or(source, |(doc, _)| doc);
        let (unmarked, places) =
            if output.signless { signless_text(compared) } else { unmarked_text(compared) };
        if normalise(&output.text) != normalise(&unmarked) {
            return difference(&unmarked, &output.text, &places, |c| !is_space(c));
        }
        if let Some(note) = apart.and_then(|(_, notes)| other_note(&notes, output)) {
            return note;
        }
    }
    if output.anonymous {
        return Verdict::Whitespace;
    }
    let there: HashMap<&str, Option<&str>> =
        output.provisions.iter().map(|(id, n)| (id.as_str(), n.as_deref())).collect();
    let mut missing = None;
    events(source, |e| {
        if let Event::Enter(p) = e
            && missing.is_none()
        {
            let found = there.get(output.named(&p.id).as_str());
            let same = found.is_some_and(|n| n.is_none_or(|n| p.n().as_deref() == Some(n)));
            if !same {
                missing = Some(p.id.0.clone());
            }
        }
    });
    match missing {
        Some(id) => Verdict::Provision { id },
        None if output.exact => Verdict::Exact,
        None => Verdict::Whitespace,
    }
}

/// The first note that an output has elsewhere and with other words.
fn other_note(notes: &[(Id, Span, String)], output: &Extract) -> Option<Verdict> {
    let there: HashMap<&str, &str> =
        output.notes.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    let other = |(id, span, said): &(Id, Span, String)| {
        let found = there.get(output.named(id).as_str())?;
        let differs = normalise(said) != normalise(found);
        differs.then(|| difference(said, found, &[(0, span.start as usize)], |c| !is_space(c)))
    };
    notes.iter().find_map(other)
}

/// Compares an output with what its own metadata say.
pub fn alone(output: &Extract) -> Verdict {
    let found = if output.exact {
        sha256(output.text.as_bytes())
    } else {
        sha256_apart(&output.text, output.notes.iter().map(|(_, text)| text.as_str()))
    };
    match &output.stated {
        Some(stated) if *stated == found && output.exact => Verdict::Exact,
        Some(stated) if *stated == found => Verdict::Whitespace,
        stated => Verdict::Hash { stated: stated.clone().unwrap_or_default() },
    }
}

/// The first difference among the characters that count; `places` lead from the compared text back into the source.
fn difference(
    source: &str,
    output: &str,
    places: &[(usize, usize)],
    counts: impl Fn(char) -> bool,
) -> Verdict {
    let kept = |s: &str| -> Vec<(usize, char)> {
        let stand_in = |c: char| if chars::is_xml(c) { c } else { chars::xml_stand_in(c) };
        s.char_indices().filter(|(_, c)| counts(*c)).map(|(i, c)| (i, stand_in(c))).collect()
    };
    let (a, b) = (kept(source), kept(output));
    let same = a.iter().zip(&b).take_while(|((_, x), (_, y))| x == y).count();
    let words = |s: &[(usize, char)]| s.iter().skip(same).take(12).map(|(_, c)| *c).collect();
    let at = a.get(same).map_or(source.len(), |(i, _)| *i);
    let (here, there) = places[places.partition_point(|(here, _)| *here <= at) - 1];
    Verdict::Differs { at: there + (at - here), output_at: same, expected: words(&a), found: words(&b) }
}

/// The text of a document in our JSON form.
pub(crate) fn json(bytes: &[u8]) -> Result<Extract, Words> {
    let doc: Document = serde_json::from_slice(bytes).map_err(|e| json_place(&e))?;
    let text = source_text(&doc);
    let mut provisions = vec![];
    events(&doc, |e| {
        if let Event::Enter(p) = e {
            provisions.push((p.id.0.clone(), p.n()));
        }
    });
    Ok(Extract {
        stated: Some(doc.provenance.sha256_text),
        text,
        exact: true,
        provisions,
        ..Extract::default()
    })
}
