import Foundation

/// What the program was started in. Only the executable looks at it.
struct Terminal {
    var environment: [String: String]
    var outputIsTerminal: Bool
    var errorIsTerminal: Bool
    /// Columns, where standard output is a terminal.
    var width: Int?

    static var current: Terminal {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        return Terminal(
            environment: ProcessInfo.processInfo.environment, outputIsTerminal: isTerminal,
            errorIsTerminal: isatty(STDERR_FILENO) == 1, width: isTerminal ? columns(STDOUT_FILENO) : nil)
    }

    /// Columns, where standard error is a terminal.
    static var errorWidth: Int? { columns(STDERR_FILENO) }

    private static func columns(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// NO_COLOR and TERM=dumb say no, CLICOLOR_FORCE says yes, a terminal decides else.
    var wantsColor: Bool {
        if environment["NO_COLOR"]?.isEmpty == false { return false }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
        return outputIsTerminal && environment["TERM"] != "dumb"
    }
}
