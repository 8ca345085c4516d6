/// Paths as the texts that they are.
///
/// Foundation's `NSString.deletingLastPathComponent` traps on Linux for a
/// path of one character, and `--db x` is a path that somebody gives.
public enum PathText {
    /// The folder of a file; empty for one that is named without a folder.
    public static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
