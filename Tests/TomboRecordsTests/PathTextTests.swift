import Testing
import TomboRecords

@Suite("A path's folder")
struct PathTextTests {
    @Test(
        "is what stands before the last slash",
        arguments: [("/a/b.db", "/a"), ("/b", "/"), ("b.db", ""), ("x", ""), ("-", ""), ("", ""), ("a/b/c", "a/b")])
    func folder(path: String, folder: String) { #expect(PathText.folder(of: path) == folder) }
}
