//! What a process of a comparison has taken of memory.

/// The most that this process has held.
pub(crate) fn peak_kb() -> Result<u64, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).ok_or("no VmHWM".to_owned())
}
