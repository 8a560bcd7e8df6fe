//! Compresses the faces of `fonts/` so that the binary carries about two thirds of their size.
use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=fonts");
    if env::var_os("CARGO_FEATURE_EMBEDDED_FONTS").is_none() {
        return;
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    for name in [
        "TiaowenSong-Regular.otf",
        "TiaowenSong-Bold.otf",
        "TiaowenHei-Regular.otf",
        "TiaowenKai-Regular.ttf",
    ] {
        let raw = fs::read(Path::new("fonts").join(name)).expect("a committed font");
        let packed = zstd::bulk::compress(&raw, 16).expect("zstd compresses any bytes");
        fs::write(Path::new(&out).join(format!("{name}.zst")), packed).expect("OUT_DIR is writable");
    }
}
