//! The way from one folder to another.

use std::path::Component;
use std::path::Path;
use std::path::PathBuf;

/// The path of `target` as seen from the folder `from`, which need not exist yet, with forward slashes.
pub(crate) fn path(from: &Path, target: &Path) -> String {
    let from = absolute(from);
    let target = absolute(target);
    let shared = from
        .components()
        .zip(target.components())
        .take_while(|(one, other)| one == other)
        .count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = target
        .components()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<String>>().join("/")
}

/// The path without links where it exists, and without `.` and `..` where it does not.
fn absolute(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = absolute.clone();
    let mut missing = Vec::new();
    while !existing.exists() {
        let (Some(name), Some(parent)) = (existing.components().next_back(), existing.parent())
        else {
            break;
        };
        missing.push(name.as_os_str().to_owned());
        existing = PathBuf::from(parent);
    }
    let mut resolved = existing.canonicalize().unwrap_or(existing);
    for part in missing.iter().rev() {
        match Path::new(part).components().next() {
            Some(Component::ParentDir) => {
                resolved.pop();
            }
            _ => resolved.push(part),
        }
    }
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_up_and_down() {
        assert_eq!(
            path(Path::new("/nowhere/a/b"), Path::new("/nowhere/c/d")),
            "../../c/d"
        );
        assert_eq!(
            path(Path::new("/nowhere/a/../b"), Path::new("/nowhere/c")),
            "../c"
        );
    }
}
