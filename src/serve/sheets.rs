//! Pages of a document, set once and drawn as they are asked for.

use crate::Shown;
use crate::finding::{Error, Finding, Words, codes};
use crate::ir::Document;
use crate::typeset::typeset;
use crate::write::{Job, svg};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Pages that lie in a thread of their own: they borrow the document and its fonts, which stay there with them.
#[derive(Debug)]
pub struct Sheets {
    asks: Mutex<Sender<(usize, Sender<Option<String>>)>>,
    /// What they are like.
    pub about: About,
}

/// What pages are like.
#[derive(Clone, Debug)]
pub struct About {
    /// How many there are.
    pub count: usize,
    /// Width and height of the paper in points.
    pub paper: (f32, f32),
    /// The profile.
    pub profile: String,
    /// Identifiers with the pages, from 0, on which they stand.
    pub places: Vec<(String, usize)>,
    /// What there was to say.
    pub findings: Vec<Finding>,
}

impl Sheets {
    /// Sets the pages of a document.
    ///
    /// # Errors
    /// When there is no font to set it in.
    pub fn set(doc: Document, job: Job) -> Result<Self, Error> {
        let (asks, asked) = channel();
        let (tell, told) = channel();
        std::thread::spawn(move || work(&doc, &job, &tell, &asked));
        let lost = || {
            Error::new(
                &codes::BACKEND,
                &[&"", &"SVG", &Words::from("排版中断 / setting the pages broke off")],
            )
        };
        let about = told.recv().map_err(|_| lost())??;
        Ok(Self { asks: Mutex::new(asks), about })
    }

    /// A page, from 0.
    pub fn draw(&self, number: usize) -> Option<String> {
        let (tell, told) = channel();
        self.asks.lock().ok()?.send((number, tell)).ok()?;
        told.recv().ok()?
    }
}

/// Sets pages, then draws what is asked for until nobody can ask any more.
fn work(
    doc: &Document,
    job: &Job,
    tell: &Sender<Result<About, Error>>,
    asked: &Receiver<(usize, Sender<Option<String>>)>,
) {
    let mut findings = vec![];
    let pages = match typeset(&Shown::new(doc, job.profile_for(doc)), &job.fonts, &mut findings) {
        Ok(pages) => pages,
        Err(e) => {
            let _ = tell.send(Err(e));
            return;
        }
    };
    let about = About {
        count: pages.sheets.len(),
        paper: pages.profile.paper,
        profile: pages.profile.name.to_string(),
        places: pages.destinations.iter().map(|d| (d.id.clone(), d.sheet)).collect(),
        findings,
    };
    if tell.send(Ok(about)).is_err() {
        return;
    }
    for (number, tell) in asked {
        // Who asked may have gone.
        let _ = tell.send(svg::sheet(&pages, number));
    }
}
