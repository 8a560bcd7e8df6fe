//! The workbench's server: who may ask, and what it answers to whom it should not.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

struct Server {
    child: Child,
    port: u16,
    token: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tiaowen"))
            .args(["serve", "--no-system-fonts"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let rest = line.strip_prefix("http://127.0.0.1:").expect("its address").trim_end();
        let (port, token) = rest.split_once("/?token=").expect("its token");
        Self { child, port: port.parse().expect("a number"), token: token.to_owned() }
    }

    /// Sends a request as it stands and reads the answer: status and body.
    fn send(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_mins(2))).expect("a limit");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = vec![];
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        (status, answer.split_once("\r\n\r\n").map_or(String::new(), |(_, b)| b.to_owned()))
    }

    fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        let host = format!("127.0.0.1:{}", self.port);
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: {host}\r\n") };
        let length = body.len();
        self.send(&format!(
            "{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        ))
    }

    fn key(&self) -> String {
        format!("X-Tiaowen-Token: {}\r\n", self.token)
    }

    fn post(&self, path: &str, body: &str) -> Value {
        let (status, said) = self.ask("POST", path, &self.key(), body);
        assert_eq!(status, 200, "{path}: {said}");
        serde_json::from_str(&said).expect("JSON")
    }
}

#[test]
fn only_who_shows_the_token_is_answered() {
    let server = Server::start(&[]);
    let port = server.port;
    let key = server.key();
    let status = |path: &str, headers: &str| server.ask("GET", path, headers, "").0;
    assert_eq!(status(&format!("/?token={}", server.token), ""), 200);
    let cookie = format!("Cookie: a=b; tiaowen-{port}={}\r\n", server.token);
    for path in ["/", "/api/about", "/style.css", "/app.js", "/nothing", "/view/a/b", "/api/made/a/b"] {
        assert_eq!(status(path, ""), 403, "{path} without the token");
        assert_eq!(status(path, "X-Tiaowen-Token: 0000\r\n"), 403, "{path} with another token");
        assert_eq!(status(path, &format!("{key}Host: example.org\r\n")), 403, "{path} under another host");
        assert_eq!(status(path, &format!("{key}Host: 127.0.0.1:1\r\n")), 403, "{path} under another port");
        assert_eq!(
            status(path, &format!("{key}Origin: http://example.org\r\n")),
            403,
            "{path} from another page"
        );
        assert_eq!(status(path, &format!("{key}Origin: null\r\n")), 403, "{path} from nowhere");
        assert_eq!(
            status(path, &format!("{cookie}Sec-Fetch-Site: cross-site\r\n")),
            403,
            "{path} across sites"
        );
        let own = format!("Origin: http://127.0.0.1:{port}\r\n");
        assert!(matches!(status(path, &format!("{key}{own}")), 200 | 404), "{path}");
        assert!(matches!(status(path, &cookie), 200 | 404), "{path} with the cookie");
    }
}

#[test]
fn nothing_outside_the_folder_is_opened() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("serve");
    let _ = std::fs::remove_dir_all(&folder);
    let corpus = folder.join("corpus");
    std::fs::create_dir_all(&corpus).expect("a folder");
    std::fs::write(corpus.join("a.txt"), "示例办法\n第一条　甲。\n").expect("a file");
    std::fs::write(folder.join("secret.txt"), "不可读").expect("a file");
    let server = Server::start(&[corpus.to_str().expect("a name")]);
    let outside = folder.join("secret.txt").display().to_string();
    for path in ["../secret.txt", "./../secret.txt", "a.txt/../../secret.txt", "/etc/passwd", &outside, ""] {
        let body = serde_json::json!({ "path": path }).to_string();
        for question in ["/api/open", "/api/summary"] {
            assert_eq!(server.ask("POST", question, &server.key(), &body).0, 404, "{question} {path}");
        }
    }
    let opened = server.post("/api/open", r#"{"path":"a.txt"}"#);
    let id = opened["id"].as_str().expect("an identifier");
    let pinned = server.post(&format!("/api/documents/{id}/pin"), r#"{"pin":"1=role:preamble"}"#);
    let corrections = pinned["corrections"].as_str().expect("corrections");
    let body = serde_json::json!({ "corrections": corrections }).to_string();
    let saved = server.post(&format!("/api/documents/{id}/save"), &body);
    assert_eq!(saved["saved"], serde_json::json!(["a.corrections.toml"]));
    assert_eq!(std::fs::read_to_string(corpus.join("a.corrections.toml")).expect("saved"), corrections);
    // A document that was handed in has no place beside which anything could be kept.
    let handed = server.post("/api/documents?name=..%2F..%2Fx.txt", "第一条　甲。");
    assert_eq!(handed["name"], "x.txt");
    let id = handed["id"].as_str().expect("an identifier");
    assert_eq!(server.ask("POST", &format!("/api/documents/{id}/save"), &server.key(), "{}").0, 404);
}

#[test]
fn what_makes_no_sense_is_refused_and_hurts_nobody() {
    let server = Server::start(&[]);
    let key = server.key();
    for (method, path, body, want) in [
        ("POST", "/api/open", "not json", 400),
        ("POST", "/api/open", r#"{"unknown":1}"#, 400),
        ("PUT", "/api/about", "", 405),
        ("GET", "/api/pages/none/1.svg", "", 404),
        ("GET", "/api/made/none/x", "", 404),
        ("POST", "/api/documents/none/read", "{}", 404),
        ("GET", "/%00%ff", "", 404),
    ] {
        assert_eq!(server.ask(method, path, &key, body).0, want, "{method} {path}");
    }
    let large = format!(
        "POST /api/documents HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{key}Connection: close\r\nContent-Length: 99999999999\r\n\r\n",
        server.port
    );
    assert_eq!(server.send(&large).0, 413);
    assert_eq!(server.send("nonsense\r\n\r\n").0, 400);
    let id = server.post("/api/documents?name=a.txt", "第一条　甲。");
    let id = id["id"].as_str().expect("an identifier");
    let (status, said) =
        server.ask("POST", &format!("/api/documents/{id}/read"), &key, r#"{"corrections":"x = 1"}"#);
    assert_eq!(status, 422, "{said}");
    assert!(said.contains("TW030"), "{said}");
    let (status, said) = server.ask(
        "POST",
        &format!("/api/documents/{id}/pages"),
        &key,
        r#"{"profile":"base = \"law\"\n[fonts]\nsong = \"/etc/passwd\"\n"}"#,
    );
    assert_eq!(status, 422, "{said}");
}

#[test]
fn who_is_slow_keeps_nobody_waiting() {
    let server = Server::start(&[]);
    let head = format!(
        "POST /api/documents?name=a.txt HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}",
        server.port,
        server.key()
    );
    let slow: Vec<TcpStream> = (0..200)
        .map(|k| {
            let mut stream = TcpStream::connect(("127.0.0.1", server.port)).expect("it listens");
            // Some say nothing, some half a head, some half a body.
            let part = ["", "GET / HT", &format!("{head}Content-Length: 100\r\n\r\nhalf")][k % 3].to_owned();
            stream.write_all(part.as_bytes()).expect("sent");
            stream
        })
        .collect();
    assert_eq!(server.ask("GET", "/api/about", &server.key(), "").0, 200);
    drop(slow);
    assert_eq!(server.ask("GET", "/api/about", &server.key(), "").0, 200);
}

#[test]
fn a_document_is_read_corrected_and_made() {
    let server = Server::start(&[]);
    let text = "示例办法\n第一条　甲。\n乙另行规定。\n第二条　丙。\n";
    let handed = server.post("/api/documents?name=%E5%8A%9E%E6%B3%95.txt", text);
    assert_eq!(handed["name"], "办法.txt");
    let at = format!("/api/documents/{}", handed["id"].as_str().expect("an identifier"));
    let read = server.post(&format!("{at}/read"), "{}");
    assert_eq!(read["source"], text);
    assert_eq!(read["tree"]["provisions"].as_array().map(Vec::len), Some(2));
    assert_eq!(read["lines"].as_array().map(Vec::len), Some(4));
    let made = server.post(&format!("{at}/make"), r#"{"formats":["tei","pdf","package"]}"#);
    for file in made["files"].as_array().expect("files") {
        assert!(file["holds"] == true || file["format"] == "package", "{file}");
        let path =
            format!("/api/made/{}/{}", made["key"].as_str().expect("a key"), "%E5%8A%9E%E6%B3%95.tei.xml");
        let (status, tei) = server.ask("GET", &path, &server.key(), "");
        assert!(status == 200 && tei.contains("xml:id=\"art-2\""), "{status}");
    }
    let pages = server.post(&format!("{at}/pages"), r#"{"profile":"law"}"#);
    let path = format!("/api/pages/{}/1.svg", pages["key"].as_str().expect("a key"));
    let (status, svg) = server.ask("GET", &path, &server.key(), "");
    assert!(
        status == 200 && svg.starts_with("<svg") && svg.contains("data-id=\"art-1"),
        "{status} {svg:.200}"
    );
}
