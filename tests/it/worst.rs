//! The worst day: killed, out of disk, out of memory, nobody who listens, nothing that may be written, two at once. A run
//! says in a sentence what is wrong, ends with a failure, and leaves no half file; what it does leave under its own name is
//! whole.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::Mutex;
use std::time::Duration;

/// A folder of a test's own: two in one would sweep each other's files.
fn folder(name: &str) -> PathBuf {
    static TAKEN: Mutex<Vec<String>> = Mutex::new(vec![]);
    let mut taken = TAKEN.lock().expect("nobody failed with it");
    assert!(!taken.iter().any(|t| t == name), "{name} is another test's folder");
    taken.push(name.to_owned());
    drop(taken);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("worst").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("a.txt"), text(40)).expect("a file");
    folder
}

/// A document of so many articles.
fn text(articles: usize) -> String {
    (1..=articles).fold("示例办法\n".to_owned(), |s, k| {
        s + &format!("第{k}条　依照第{}条处理；甲、乙。\n", k / 2 + 1)
    })
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_tiaowen");
const CONVERT: &str = "convert --no-system-fonts --to pdf,tei -o out/ a.txt";

fn shell(folder: &Path, words: &str) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", words]).current_dir(folder).stdin(Stdio::null());
    command.env("LC_ALL", "C").env("RUST_BACKTRACE", "0").env("TW", PROGRAM).output().expect("sh runs")
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Files that a run left, without what it made aside.
fn left(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|e| e.expect("an entry").path())
        .filter(|p| !p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(".tw-")))
        .collect();
    out.sort();
    out
}

/// What a run makes on a good day.
fn whole(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let done = shell(folder, &format!("exec \"$TW\" {}", CONVERT.replace("out/", "good/")));
    assert!(done.status.success(), "{}", said(&done));
    let name = |p: &Path| p.file_name().expect("a name").to_string_lossy().into_owned();
    left(&folder.join("good")).iter().map(|p| (name(p), fs::read(p).expect("a file"))).collect()
}

/// Whatever stands in the folder of outputs is one of the good files, whole.
fn no_half_file(folder: &Path, good: &[(String, Vec<u8>)]) -> usize {
    let there = left(&folder.join("out"));
    for path in &there {
        let name = path.file_name().expect("a name").to_string_lossy();
        let want = good.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("{name} is none of ours"));
        assert!(fs::read(path).expect("a file") == want.1, "{name} is half");
    }
    there.len()
}

/// A sentence with a code, and no account of the program's inside.
fn a_sentence(out: &Output, code: &str) {
    let said = said(out);
    assert!(said.contains(code), "{said}");
    assert!(!said.contains("panicked") && said.lines().count() <= 4, "{said}");
}

#[test]
fn a_killed_run_leaves_no_half_file() {
    let folder = folder("killed");
    let good = whole(&folder);
    let mut whole_ones = 0;
    // From before the first file to behind the last one, wherever that is on this machine.
    for k in 0..40u32 {
        let _ = fs::remove_dir_all(folder.join("out"));
        let mut child = Command::new(PROGRAM)
            .args(CONVERT.split(' '))
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_millis(u64::from(k * k / 4)));
        let _ = child.kill();
        child.wait().expect("it ends");
        whole_ones += no_half_file(&folder, &good);
    }
    assert!(whole_ones > 0, "some runs came to their end");
    // The next run does its work beside whatever is left.
    assert!(shell(&folder, &format!("exec \"$TW\" {CONVERT}")).status.success());
    assert_eq!(no_half_file(&folder, &good), 2);
}

#[test]
fn a_limit_on_the_size_of_files_is_said_and_leaves_no_half_file() {
    let folder = folder("fsize");
    let good = whole(&folder);
    // In blocks of 512 bytes: less than the PDF.
    let out = shell(&folder, &format!("ulimit -f 8; exec \"$TW\" {CONVERT}"));
    assert_eq!(out.status.code(), Some(2), "{:?} {}", out.status, said(&out));
    a_sentence(&out, "TW008");
    assert_eq!(no_half_file(&folder, &good), 0);
    assert_eq!(fs::read_dir(folder.join("out")).into_iter().flatten().count(), 0, "nor anything aside");
    let out = shell(&folder, "ulimit -f 1; exec \"$TW\" convert --to tei -o - a.txt > cut.xml");
    assert_eq!(out.status.code(), Some(2), "{:?} {}", out.status, said(&out));
}

/// Runs words where folders can be mounted that nobody else sees; none where that may not be done.
#[allow(clippy::print_stdout)]
fn apart(folder: &Path, words: &str) -> Option<Output> {
    let able = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !able.is_ok_and(|o| o.status.success()) {
        println!("skipped: nothing can be mounted here");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", words]).current_dir(folder).stdin(Stdio::null());
    Some(command.env("LC_ALL", "C").env("RUST_BACKTRACE", "0").env("TW", PROGRAM).output().expect("it runs"))
}

#[test]
fn a_full_disk_is_said_and_leaves_no_half_file() {
    let folder = folder("full");
    fs::create_dir(folder.join("out")).expect("a folder");
    let words = format!(
        "mount -t tmpfs -o size=16k none out || exit 77; \"$TW\" {CONVERT}; code=$?; ls -A out | grep -v '^$' >&1; exit $code"
    );
    let Some(out) = apart(&folder, &words) else { return };
    assert_eq!(out.status.code(), Some(2), "{}", said(&out));
    a_sentence(&out, "TW075");
    assert_eq!(String::from_utf8_lossy(&out.stdout), "", "nothing is left");
}

#[test]
fn a_folder_that_can_only_be_read_is_said() {
    let folder = folder("readonly");
    fs::create_dir(folder.join("out")).expect("a folder");
    for (command, code) in [
        (CONVERT, "TW008"),
        ("package --no-system-fonts -o out/ a.txt", "TW008"),
        ("bind --no-system-fonts -o out/v.epub a.txt", "TW008"),
        ("man -o out/", "TW008"),
    ] {
        let words = format!("mount -t tmpfs -o ro none out || exit 77; exec \"$TW\" {command}");
        let Some(out) = apart(&folder, &words) else { return };
        assert_eq!(out.status.code(), Some(2), "{command}: {}", said(&out));
        a_sentence(&out, code);
    }
    // What only reads works where nothing may be written at all.
    let words = "mount -t tmpfs -o size=1m none out && cp a.txt out && mount -o remount,ro out || exit 77; \
                 cd out && \"$TW\" check a.txt && exec \"$TW\" outline a.txt";
    let Some(out) = apart(&folder, words) else { return };
    assert!(out.status.success(), "{}", said(&out));
}

#[test]
#[allow(clippy::print_stdout)]
fn where_nothing_else_may_be_written_the_outputs_are() {
    let folder = folder("root");
    let good = whole(&folder);
    fs::create_dir(folder.join("out")).expect("a folder");
    // Every folder of the machine but that of the outputs: no file of a run's own stands anywhere else.
    let words = format!(
        "mount -t tmpfs none out && mount -o remount,bind,ro / || exit 77; ! touch a.txt 2>/dev/null || exit 77; \
         \"$TW\" {CONVERT} && cmp out/a.pdf good/a.pdf && cmp out/a.tei.xml good/a.tei.xml"
    );
    let Some(out) = apart(&folder, &words) else { return };
    if out.status.code() == Some(77) {
        println!("skipped: the root cannot be made one that is read only");
        return;
    }
    assert!(out.status.success() && good.len() == 2, "{}", said(&out));
}

#[test]
fn nobody_who_listens_is_no_fault_of_the_files() {
    let folder = folder("closed");
    let good = whole(&folder);
    // Whatever is opened first must not become standard output: then findings would go into a file.
    for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
        let _ = fs::remove_dir_all(folder.join("out"));
        let out = shell(&folder, &format!("exec \"$TW\" {CONVERT} {closed}"));
        assert!(out.status.success(), "{closed}: {}", said(&out));
        assert_eq!(no_half_file(&folder, &good), 2, "{closed}");
    }
    // A reader that goes away ends the command, without a word about its inside.
    let big = text(4000);
    fs::write(folder.join("big.txt"), &big).expect("a file");
    let out = shell(&folder, "{ \"$TW\" convert --to tei -o - big.txt; echo $? > code; } | head -c 10 > cut");
    assert!(!said(&out).contains("panicked"), "{}", said(&out));
    let code = fs::read_to_string(folder.join("code")).expect("a code");
    // As `head` means it: that is no failure.
    assert_eq!((code.trim(), said(&out).as_str()), ("0", ""));
    // So does one of standard error, and the files are there.
    let _ = fs::remove_dir_all(folder.join("out"));
    shell(&folder, &format!("{{ \"$TW\" {CONVERT} -v 2>&1 >/dev/null; }} | true"));
    no_half_file(&folder, &good);
}

#[test]
fn without_a_home_and_without_any_environment_it_works() {
    let folder = folder("homeless");
    let good = whole(&folder);
    for home in [None, Some("/nonexistent"), Some("")] {
        let _ = fs::remove_dir_all(folder.join("out"));
        let mut command = Command::new(PROGRAM);
        command.args(CONVERT.split(' ')).current_dir(&folder).stdin(Stdio::null()).env_clear();
        command.envs(home.map(|h| ("HOME", h)));
        let out = command.output().expect("it runs");
        assert!(out.status.success(), "{home:?}: {}", said(&out));
        assert_eq!(no_half_file(&folder, &good), 2, "{home:?}");
        // Installed fonts are looked for in it, too.
        let mut command = Command::new(PROGRAM);
        command.args(["fonts"]).current_dir(&folder).stdin(Stdio::null()).env_clear();
        assert!(command.envs(home.map(|h| ("HOME", h))).output().expect("it runs").status.success());
    }
}

/// Whether a process ended by itself or because memory failed it.
fn ended(status: ExitStatus) -> bool {
    const SIGABRT: i32 = 6;
    const SIGSEGV: i32 = 11;
    // A program that cannot even be loaded is killed by the system.
    const SIGKILL: i32 = 9;
    status.code().is_some() || status.signal().is_some_and(|s| [SIGABRT, SIGSEGV, SIGKILL].contains(&s))
}

#[test]
#[cfg(target_os = "linux")]
fn too_little_memory_leaves_no_half_file() {
    let folder = folder("memory");
    fs::write(folder.join("a.txt"), text(2000)).expect("a file");
    let good = whole(&folder);
    let (mut done, mut failed) = (0, 0);
    for kilobytes in [30_000, 60_000, 80_000, 100_000, 140_000, 200_000, 4_000_000] {
        let _ = fs::remove_dir_all(folder.join("out"));
        let out = shell(&folder, &format!("ulimit -v {kilobytes}; exec \"$TW\" {CONVERT} --jobs 1"));
        assert!(ended(out.status), "{kilobytes}: {:?}", out.status);
        let there = no_half_file(&folder, &good);
        if out.status.success() {
            assert_eq!(there, 2, "{kilobytes}");
            done += 1;
        } else {
            assert!(!said(&out).contains("panicked"), "{kilobytes}: {}", said(&out));
            failed += 1;
        }
    }
    assert!(done > 0 && failed > 0, "{done} {failed}");
}

#[test]
fn of_two_writers_at_once_one_has_the_last_word_and_nothing_is_mixed() {
    let folder = folder("two");
    fs::write(folder.join("b.txt"), text(41)).expect("a file");
    let args = |input: &str, output: &str| format!("convert --no-system-fonts --to pdf -o {output} {input}");
    for (input, output) in [("a.txt", "a.pdf"), ("b.txt", "b.pdf")] {
        assert!(shell(&folder, &format!("exec \"$TW\" {}", args(input, output))).status.success());
    }
    let good = ["a.pdf", "b.pdf"].map(|n| fs::read(folder.join(n)).expect("a file"));
    for _ in 0..6 {
        let begin = |input: &str| {
            let mut command = Command::new(PROGRAM);
            command.args(args(input, "same.pdf").split(' ')).current_dir(&folder).stdin(Stdio::null());
            command.stderr(Stdio::null()).spawn().expect("it runs")
        };
        let all = ["a.txt", "b.txt", "a.txt", "b.txt"].map(begin);
        for mut one in all {
            assert!(one.wait().expect("it ends").success());
        }
        let made = fs::read(folder.join("same.pdf")).expect("a file");
        assert!(good.contains(&made), "it is neither of both");
    }
    assert!(left(&folder).len() == fs::read_dir(&folder).expect("a folder").count(), "nothing is left aside");
}

#[test]
fn what_is_larger_than_may_be_is_refused_before_it_is_read() {
    let folder = folder("size");
    let length = fs::metadata(folder.join("a.txt")).expect("a file").len();
    let all = [
        "check {} a.txt",
        "convert {} --to tei -o b.xml a.txt",
        "outline {} a.txt",
        "package {} -o bags a.txt",
    ];
    for command in all {
        let at = |size: u64| format!("exec \"$TW\" {}", command.replace("{}", &format!("--max-size {size}")));
        let out = shell(&folder, &at(length));
        assert!(out.status.success(), "{command}: {}", said(&out));
        let out = shell(&folder, &at(length - 1));
        assert_eq!(out.status.code(), Some(2), "{command}: {}", said(&out));
        a_sentence(&out, "TW019");
    }
    // What never ends is not read to its end.
    let out = shell(&folder, "ulimit -v 400000; exec \"$TW\" check --max-size 2M - < /dev/zero");
    assert_eq!(out.status.code(), Some(2), "{}", said(&out));
    a_sentence(&out, "TW019");
    for wrong in ["2T", "M", "-1", "1.5M"] {
        let out = shell(&folder, &format!("exec \"$TW\" check --max-size={wrong} a.txt"));
        assert_eq!(out.status.code(), Some(2), "{wrong}: {}", said(&out));
    }
}

#[test]
fn what_would_take_more_memory_than_may_be_is_refused_before_it_is_written() {
    let folder = folder("estimate");
    for (to, one) in [("tei", 500), ("jsonl", 1200), ("docx", 1000), ("pdf", 1500)] {
        let command = |most: u64| {
            format!("exec \"$TW\" convert --no-system-fonts --max-memory {most} --to {to} -o {to}/ a.txt")
        };
        // A title, forty articles of one paragraph each.
        let least = 81 * one;
        let out = shell(&folder, &command(least));
        assert_eq!(out.status.code(), Some(2), "{to}: {}", said(&out));
        a_sentence(&out, "TW370");
        assert_eq!(left(&folder.join(to)), Vec::<PathBuf>::new(), "{to}");
        let out = shell(&folder, &command(2 * least + 500_000));
        assert!(out.status.success(), "{to}: {}", said(&out));
    }
}

/// So many megabytes that are all alike, deflated.
fn deflated(megabytes: usize) -> Vec<u8> {
    let mut out = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::fast());
    let part = vec![b' '; 1 << 20];
    (0..megabytes).for_each(|_| std::io::Write::write_all(&mut out, &part).expect("bytes"));
    out.finish().expect("bytes")
}

/// A PDF file whose only page, metadata or font is what unpacks to that.
fn bomb(place: &str, packed: &[u8]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut doc = Document::with_version("1.7");
    let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed.to_vec());
    let stream = doc.add_object(stream.with_compression(false));
    let nothing = doc.add_object(Stream::new(dictionary! {}, b" ".to_vec()));
    let pages = doc.new_object_id();
    let at = |name: &str| if name == place { stream } else { nothing };
    let font = doc.add_object(dictionary! { "Type" => "Font", "ToUnicode" => at("font") });
    let page = doc.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => at("page"),
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    doc.objects.insert(pages, Object::Dictionary(kids));
    let tree = doc.add_object(dictionary! { "Type" => "StructTreeRoot" });
    let catalog = dictionary! {
        "Type" => "Catalog", "Pages" => pages, "Metadata" => at("metadata"), "StructTreeRoot" => tree,
    };
    let catalog = doc.add_object(catalog);
    doc.trailer.set("Root", catalog);
    let mut out = vec![];
    doc.save_to(&mut out).expect("a file");
    out
}

#[test]
#[cfg(target_os = "linux")]
fn a_bomb_is_not_unpacked() {
    let folder = folder("bomb");
    let packed = deflated(600);
    for place in ["page", "metadata", "font"] {
        let file = bomb(place, &packed);
        assert!(file.len() < 8 << 20, "{}", file.len());
        fs::write(folder.join(format!("{place}.pdf")), file).expect("a file");
    }
    let mut zip = zip::ZipWriter::new(fs::File::create(folder.join("part.docx")).expect("a file"));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    let part = vec![b' '; 1 << 20];
    (0..600).for_each(|_| std::io::Write::write_all(&mut zip, &part).expect("bytes"));
    zip.finish().expect("a package");
    fs::copy(folder.join("part.docx"), folder.join("part.epub")).expect("a copy");
    fs::copy(folder.join("part.docx"), folder.join("part.zip")).expect("a copy");
    // Less than what they unpack to, and more than anything needs that does not do it.
    for file in ["page.pdf", "metadata.pdf", "font.pdf", "part.docx", "part.epub", "part.zip"] {
        for command in ["verify", "verify a.txt", "check"] {
            if command == "check" && file.ends_with("zip") {
                continue;
            }
            let out = shell(&folder, &format!("ulimit -v 450000; exec \"$TW\" {command} {file}"));
            assert!(
                out.status.code().is_some_and(|c| c > 0),
                "{command} {file}: {:?} {}",
                out.status,
                said(&out)
            );
            assert!(!said(&out).contains("memory allocation"), "{command} {file}: {}", said(&out));
        }
    }
}
