import Foundation

/// Who writes into the history: the user of the operating system.
enum Author {
    static var current: String {
        let name = NSUserName()
        return name.isEmpty ? "uid \(getuid())" : name
    }
}
