//! The workbench: a page served on this machine, on which people see what was recognised, put it right and take the files.
//!
//! The server reads through the library alone and listens on the loopback address. Who asks must show the token that was
//! printed at the start; what a document says is never run and nothing outside the given folder is opened.

mod answer;
mod api;
mod assets;
mod desk;
mod folder;
mod guard;
mod made;
mod sheets;

use crate::finding::{Error, codes};
use crate::font::FontSet;
use answer::Answer;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use desk::Desk;
use folder::Folder;
use guard::Guard;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a document or a question that are taken.
const MOST: usize = 64 << 20;
/// Questions that are worked on at a time; others wait.
const AT_ONCE: usize = 16;

/// What the workbench is opened with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The port; one that is free where none is named.
    pub port: Option<u16>,
    /// A folder or files to choose from.
    pub paths: Vec<PathBuf>,
    /// The fonts for pages and files.
    pub fonts: FontSet,
}

/// A server that listens.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    world: World,
}

/// What every answer is made of.
#[derive(Clone, Debug)]
struct World {
    guard: Arc<Guard>,
    desk: Arc<Desk>,
}

fn failed(why: &dyn std::fmt::Display) -> Error {
    Error::new(&codes::CANNOT_SERVE, &[&why.to_string()])
}

impl Server {
    /// Listens on the loopback address.
    ///
    /// # Errors
    /// When the port is taken, or a path is not there.
    pub fn bind(options: Options) -> Result<Self, Error> {
        let folder = Folder::open(&options.paths)?;
        let listener = TcpListener::bind(("127.0.0.1", options.port.unwrap_or(0))).map_err(|e| failed(&e))?;
        listener.set_nonblocking(true).map_err(|e| failed(&e))?;
        let port = listener.local_addr().map_err(|e| failed(&e))?.port();
        let mut secret = [0u8; 32];
        getrandom::fill(&mut secret).map_err(|e| failed(&e))?;
        let guard = Arc::new(Guard::new(port, &secret));
        let desk = Arc::new(Desk::new(folder, options.fonts));
        Ok(Self { listener, world: World { guard, desk } })
    }

    /// The address that opens the page.
    pub fn address(&self) -> String {
        self.world.guard.address()
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the system lets nobody listen.
    pub fn run(self) -> Result<(), Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(AT_ONCE)
            .enable_io()
            .build()
            .map_err(|e| failed(&e))?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(|e| failed(&e))?;
            let router = Router::new().fallback(answer).with_state(self.world);
            axum::serve(listener, router).await.map_err(|e| failed(&e))
        })
    }
}

/// A question, whole.
struct Question {
    method: String,
    /// Path and query as they were sent.
    url: String,
    body: Vec<u8>,
}

/// Whoever the guard lets in is answered by a thread that may take its time; a panic there is an answer too.
async fn answer(State(world): State<World>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let url = head.uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let fresh = match world.guard.admit(&url, &head.headers) {
        Ok(fresh) => fresh,
        Err(status) => return Answer::refused(status).send(),
    };
    let stated = head.headers.get("content-length").and_then(|l| l.to_str().ok()?.parse::<usize>().ok());
    if stated.is_some_and(|length| length > MOST) {
        return Answer::refused(413).send();
    }
    let Ok(body) = to_bytes(body, MOST).await else { return Answer::refused(413).send() };
    let question = Question { method: head.method.as_str().to_owned(), url, body: body.into() };
    let desk = Arc::clone(&world.desk);
    let made = tokio::task::spawn_blocking(move || api::answer(&question, &desk)).await;
    let made = made.unwrap_or_else(|_| Answer::refused(500));
    if fresh { made.with("Set-Cookie", &world.guard.cookie()).send() } else { made.send() }
}
