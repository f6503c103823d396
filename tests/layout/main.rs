//! The house stays as it was designed: who may depend on whom, no network, and nothing strange at the top.

mod direction;
mod network;
mod outgoing;
mod top;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{CargoOpt, DependencyKind, Metadata, MetadataCommand, PackageId};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root").to_owned()
}

/// The resolved graph for one platform, every feature on.
fn metadata(platform: &str) -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .features(CargoOpt::AllFeatures)
        .other_options(["--locked", "--filter-platform", platform].map(str::to_owned).to_vec())
        .exec()
        .expect("cargo metadata")
}

/// Names of the packages in the workspace.
fn members(metadata: &Metadata) -> BTreeMap<&PackageId, &str> {
    metadata.workspace_packages().into_iter().map(|package| (&package.id, package.name.as_str())).collect()
}

/// What a package needs to be built and run (not to be tested), itself included, by name.
fn needs<'a>(metadata: &'a Metadata, package: &'a PackageId) -> BTreeSet<&'a str> {
    let resolve = metadata.resolve.as_ref().expect("a resolved graph");
    let nodes: BTreeMap<_, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let (mut seen, mut next) = (BTreeSet::new(), vec![package]);
    while let Some(id) = next.pop() {
        if seen.insert(id) {
            let used = nodes[id]
                .deps
                .iter()
                .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal));
            next.extend(used.map(|dep| &dep.pkg));
        }
    }
    seen.into_iter().map(|id| metadata[id].name.as_str()).collect()
}
