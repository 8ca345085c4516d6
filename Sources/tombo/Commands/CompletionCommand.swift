import ArgumentParser

extension CompletionShell {
    /// A shell by the name that a person gives it.
    init?(named name: String) {
        guard let shell = Self.allCases.first(where: { $0.rawValue == name }) else { return nil }
        self = shell
    }
}

struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Write the completion script of a shell.",
        discussion: """
            It completes commands, options, kinds, columns, and from the database
            snapshots, resources (server/lb) and clouds.

            EXAMPLES
              tombo completion bash > ~/.local/share/bash-completion/completions/tombo
              tombo completion zsh > ~/.zfunc/_tombo
              tombo completion fish > ~/.config/fish/completions/tombo.fish

            For zsh, ~/.zfunc must be in $fpath before compinit runs.
            """)

    @Argument(help: "The shell: bash, zsh or fish.", completion: .list(["bash", "zsh", "fish"]))
    var shell: String

    func run() throws {
        guard let shell = CompletionShell(named: shell) else {
            throw ValidationError("There is no shell `\(shell)`; there is bash, zsh and fish.")
        }
        print(Tombo.completionScript(for: shell))
    }
}
