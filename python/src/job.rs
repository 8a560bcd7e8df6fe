//! How files are written: the options of the command line, once for many documents.

use crate::errors::raise;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::path::PathBuf;
use tiaowen::host::job::{Contents, Looks, whole};
use tiaowen::write::{CoverForm, Job as Inner, Marks, Numbering};

/// How files are written.
#[pyclass(frozen, module = "tiaowen._native")]
pub struct Job(pub Inner);

#[pymethods]
impl Job {
    #[new]
    #[pyo3(signature = (*, profile=None, fonts=vec![], font_dirs=vec![], system_fonts=false, date=None, licence=None,
        numbering="auto", marks="shown", embed_fonts=false, vertical=false, toc_depth=None, cover=None,
        cover_format="svg", css=None, fragment=false, reference=None, max_chars=None))]
    fn new(
        py: Python<'_>,
        profile: Option<String>,
        fonts: Vec<(String, String)>,
        font_dirs: Vec<PathBuf>,
        system_fonts: bool,
        date: Option<String>,
        licence: Option<String>,
        numbering: &str,
        marks: &str,
        embed_fonts: bool,
        vertical: bool,
        toc_depth: Option<u8>,
        cover: Option<PathBuf>,
        cover_format: &str,
        css: Option<PathBuf>,
        fragment: bool,
        reference: Option<PathBuf>,
        max_chars: Option<usize>,
    ) -> PyResult<Self> {
        let bad = |name: &str, word: &str, words: &str| {
            PyValueError::new_err(format!("{name}: {word:?} is none of {words}"))
        };
        let numbering = match numbering {
            "auto" => Numbering::Auto,
            "literal" => Numbering::Literal,
            other => return Err(bad("numbering", other, "auto, literal")),
        };
        let marks = match marks {
            "shown" => Marks::Shown,
            "revisions" => Marks::Revisions,
            other => return Err(bad("marks", other, "shown, revisions")),
        };
        let cover_form = match cover_format {
            "svg" => CoverForm::Svg,
            "png" => CoverForm::Png,
            other => return Err(bad("cover_format", other, "svg, png")),
        };
        let contents = Contents {
            font: fonts.into_iter().map(|(role, path)| format!("{role}={path}")).collect(),
            font_dir: font_dirs,
            no_system_fonts: !system_fonts,
            date,
            licence,
        };
        let mut looks = Looks {
            contents,
            profile,
            numbering,
            marks,
            cover_form,
            css,
            fragment,
            reference,
            ..Looks::default()
        };
        (looks.embed_fonts, looks.vertical, looks.cover, looks.toc_depth) =
            (embed_fonts, vertical, cover, toc_depth);
        let mut job = py.detach(|| whole(&looks)).map_err(|e| raise(&e))?;
        job.max_chars = max_chars.filter(|n| *n > 0);
        Ok(Self(job))
    }
}
