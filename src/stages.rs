//! The stages of a job that several formats share, each made when it is first wanted and then kept: with
//! `--to pdf,pages,epub --profile book` the pages are set once.

use crate::finding::{Error, Finding, Words, codes};
use crate::format::{Format, Leaf, Takes, names, writers};
use crate::ir::{Document, Event, events};
use crate::present::Shown;
use crate::typeset::{Pages, typeset};
use crate::write::Job;
use std::cell::OnceCell;

/// Pages, and what there was to say when they were set.
type Set<'a> = Result<(Pages<'a>, Vec<Finding>), Error>;

/// About how many bytes of memory a paragraph or provision takes while it is written, and a byte of its text beside
/// (`benches/performance.py giants`).
const OF_THE_TREE: (u64, u64) = (500, 20);
const OF_RECORDS: (u64, u64) = (1200, 20);
const OF_WHAT_IS_SHOWN: (u64, u64) = (1000, 30);
const OF_PAGES: (u64, u64) = (1500, 100);

/// A document on its way into files of a job.
#[derive(Debug)]
pub struct Stages<'a> {
    doc: &'a Document,
    job: &'a Job,
    shown: OnceCell<Shown<'a>>,
    pages: OnceCell<Set<'a>>,
}

impl<'a> Stages<'a> {
    /// A document and what to make of it.
    pub const fn new(doc: &'a Document, job: &'a Job) -> Self {
        Self { doc, job, shown: OnceCell::new(), pages: OnceCell::new() }
    }

    /// Refuses what would take more memory to write than the job allows.
    fn afford(&self, (block, byte): (u64, u64)) -> Result<(), Error> {
        let Some(most) = self.job.max_memory else { return Ok(()) };
        let (mut blocks, mut bytes) = (0, 0);
        events(self.doc, |e| match e {
            Event::Enter(_) => blocks += 1,
            Event::Text(t) => {
                blocks += 1;
                bytes += t.text.len() as u64;
            }
            Event::Leave(_) => {}
        });
        let wanted = blocks * block + bytes * byte;
        if wanted <= most {
            return Ok(());
        }
        let (name, mib) = (&self.doc.provenance.file_name, |n: u64| n.div_ceil(1 << 20));
        Err(Error::new(&codes::TOO_MUCH_MEMORY, &[name, &blocks, &mib(wanted), &mib(most)]))
    }

    fn shown(&self) -> &Shown<'a> {
        self.shown.get_or_init(|| Shown::new(self.doc, self.job.profile_for(self.doc)))
    }

    fn pages(&self) -> Result<(&Pages<'a>, &[Finding]), Error> {
        let made = self.pages.get_or_init(|| {
            let mut findings = vec![];
            let pages = typeset(self.shown(), &self.job.fonts, &mut findings)?;
            Ok((pages, findings))
        });
        made.as_ref().map(|(pages, findings)| (pages, &findings[..])).map_err(Clone::clone)
    }

    /// The pages, where the job names a profile for them. What there is to say of them is said when they are printed.
    fn pages_wanted(&self) -> Result<Option<&Pages<'a>>, Error> {
        let pages = self.job.profile.is_some().then(|| self.pages()).transpose()?;
        Ok(pages.map(|(pages, _)| pages))
    }

    /// Draws every page as a file of its own, with what there is to say about them.
    ///
    /// # Errors
    /// When no font is there to set the text in.
    pub fn leaves(&self, leaf: Leaf) -> Result<(Vec<Vec<u8>>, Vec<Finding>), Error> {
        self.afford(OF_PAGES)?;
        let (pages, said) = self.pages()?;
        let drawn = (0..).map_while(|number| leaf(pages, number)).map(String::into_bytes);
        Ok((drawn.collect(), said.to_vec()))
    }

    /// Writes the document in one format, with what there is to say about it.
    ///
    /// # Errors
    /// When the format cannot be written, or cannot hold a volume; when its library fails; when no font is there to set
    /// the text in; when it would take more memory than the job allows.
    pub fn write(&self, format: &Format) -> Result<(Vec<u8>, Vec<Finding>), Error> {
        let (doc, job) = (self.doc, self.job);
        let Some(writes) = &format.write else {
            return Err(Error::new(&codes::NO_SUCH_FORMAT, &[&format.name, &names(writers())]));
        };
        if doc.is_volume() && !format.volumes {
            let why: Words = "汇编里的文件要逐个存 / the documents of a volume are kept one by one".into();
            return Err(Error::new(&codes::BACKEND, &[&doc.title(), &format.name, &why]));
        }
        self.afford(match writes.takes {
            Takes::Tree(_) => OF_THE_TREE,
            Takes::TreeAndPages(_) => OF_RECORDS,
            Takes::Shown(_) | Takes::ShownAndPages(_) => OF_WHAT_IS_SHOWN,
            Takes::Pages(_) => OF_PAGES,
        })?;
        let mut findings = vec![];
        let bytes = match writes.takes {
            Takes::Tree(write) => write(doc, job, &mut findings)?,
            Takes::Shown(write) => write(self.shown(), job, &mut findings)?,
            Takes::TreeAndPages(write) => write(doc, self.pages_wanted()?, job, &mut findings)?,
            Takes::ShownAndPages(write) => write(self.shown(), self.pages_wanted()?, job, &mut findings)?,
            Takes::Pages(write) => {
                let (pages, said) = self.pages()?;
                findings.extend_from_slice(said);
                write(self.shown(), pages, job, &mut findings)?
            }
        };
        Ok((bytes, findings))
    }
}
