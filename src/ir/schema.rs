//! Keeps `schema/document.schema.json` in step with the types.

use super::Document;

#[test]
fn the_published_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/document.schema.json");
    let mut schema = serde_json::to_value(schemars::schema_for!(Document)).expect("a schema is JSON");
    schema["title"] = "tiaowen document, version 1".into();
    let text = serde_json::to_string_pretty(&schema).expect("JSON prints") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &text).expect("schema/ is writable");
    }
    let have = std::fs::read_to_string(path).unwrap_or_default();
    assert!(have == text, "schema/document.schema.json is stale; run the tests with BLESS=1");
}
