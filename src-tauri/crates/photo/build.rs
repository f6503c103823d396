//! Builds the face detector's weights in where set-up has fetched them; without them the crate builds too, and says at
//! run time that it cannot look for faces.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(face_model)");
    // The folder is always there; a missing file would make every build begin anew.
    println!("cargo::rerun-if-changed=model");
    if Path::new("model/centerface.onnx").is_file() {
        println!("cargo::rustc-cfg=face_model");
    }
}
