//! Options of the command line as those of the rooms below.

use super::args::{
    CommentsArg, CoverFormArg, FileOptions, FindOptions, InputOptions, KeepArg, KnownOptions, MarksArg,
    NumberingArg, OutputOptions, ReadingOptions, RevisionsArg, WriteOptions,
};
use crate::finding::Error;
use crate::host::inputs::Wanted;
use crate::host::job::{Contents, Looks};
use crate::host::known::Saying;
use crate::host::store::Care;
use crate::host::{files, pictures};
use crate::read::{Options, Revisions};
use crate::write::{CoverForm, Marks, Numbering};
use std::io::{self, IsTerminal};
use std::path::Path;

/// What readers are to keep, with the pictures of the folder that is named.
pub fn reading(asked: &ReadingOptions) -> Result<Options, Error> {
    Ok(Options {
        keep_all: asked.keep == Some(KeepArg::All),
        revisions: match asked.revisions {
            RevisionsArg::Accept => Revisions::Accept,
            RevisionsArg::Reject => Revisions::Reject,
            RevisionsArg::Mark => Revisions::Mark,
        },
        keep_comments: asked.comments == CommentsArg::Keep,
        images: match &asked.images {
            Some(folder) => pictures(folder)?,
            None => Options::USUAL.images,
        },
        allow_missing_pages: asked.allow_missing_pages,
        password: asked.password_file.as_deref().map(password).transpose()?,
        max_size: asked.max_size,
    })
}

/// The first line of a file.
fn password(path: &Path) -> Result<String, Error> {
    let text = String::from_utf8_lossy(&files::read(path)?).into_owned();
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

impl From<&KnownOptions> for Saying {
    fn from(asked: &KnownOptions) -> Self {
        Self {
            metadata: asked.metadata.clone(),
            table: asked.metadata_csv.clone(),
            set: asked.set.clone(),
            stdin_name: asked.stdin_name.clone(),
        }
    }
}

/// The inputs that are meant; what is in the folder of the outputs is none.
pub fn wanted(asked: &InputOptions, known: &KnownOptions, output: Option<&Path>) -> Wanted {
    // As in a pipe; from a terminal nothing comes by itself, and `expand` says that nothing is named.
    let piped = asked.inputs.is_empty() && asked.find.manifest.is_none() && !io::stdin().is_terminal();
    Wanted {
        paths: if piped { vec!["-".into()] } else { asked.inputs.clone() },
        output: output.filter(|o| !files::is_standard(o)).map(Path::to_owned),
        stdin_name: known.stdin_name.clone(),
        ..Wanted::from(&asked.find)
    }
}

impl From<&FindOptions> for Wanted {
    fn from(asked: &FindOptions) -> Self {
        Self {
            manifest: asked.manifest.clone(),
            hidden: asked.hidden,
            ignored: asked.no_ignore,
            follow_links: asked.follow_links,
            ..Self::default()
        }
    }
}

impl From<&WriteOptions> for Care {
    fn from(asked: &WriteOptions) -> Self {
        Self { no_clobber: asked.no_clobber, durable: asked.durable }
    }
}

impl From<&FileOptions> for Contents {
    fn from(asked: &FileOptions) -> Self {
        Self {
            font: asked.font.clone(),
            font_dir: asked.font_dir.clone(),
            no_system_fonts: asked.no_system_fonts,
            date: asked.date.clone(),
            licence: asked.licence.clone(),
        }
    }
}

impl From<&OutputOptions> for Looks {
    fn from(asked: &OutputOptions) -> Self {
        Self {
            contents: (&asked.files).into(),
            profile: asked.profile.clone(),
            numbering: match asked.numbering {
                NumberingArg::Auto => Numbering::Auto,
                NumberingArg::Literal => Numbering::Literal,
            },
            marks: match asked.marks {
                MarksArg::Shown => Marks::Shown,
                MarksArg::Revisions => Marks::Revisions,
            },
            reference: asked.reference.clone(),
            embed_fonts: asked.embed_fonts,
            vertical: asked.vertical,
            cover: asked.cover.clone(),
            cover_form: match asked.cover_format {
                CoverFormArg::Svg => CoverForm::Svg,
                CoverFormArg::Png => CoverForm::Png,
            },
            toc_depth: asked.toc_depth,
            css: asked.css.clone(),
            fragment: asked.fragment,
            max_memory: Some(asked.max_memory),
        }
    }
}
