import TomboQuery
import TomboRecords

/// docs/checks.md, from what the rules declare.
enum CheckPage {
    static func markdown() -> String {
        var text = """
            # Checks

            Written by `scripts/generate-docs` from the rules. `tombo check` asks all of them, of the last snapshot or of
            the one of `--at`; `tombo check --list` shows them with what tombo.yaml changes.

            * A *finding* names the rule, how much it matters, the resource, a sentence, the evidence, and what to do.
            * **error**: something is broken. **warning**: something will break, or is not what it seems. **info**: worth
              knowing. A finding at or above `--fail-on` (`error`) makes the exit status 1.
            * What a rule could not judge is a row of severity `unjudged` that says why: a listing is not whole, a field
              unknown. Where a missing row is the evidence, half a listing proves nothing, and nothing is found.
            * A cloud without a layer has nothing that the layer's rules judge; so has one that leaves a kind out.

            ## In tombo.yaml

            ```yaml
            checks:
              floating-ip-unexpected:
                only_for: [lb, client]          # a setting of the rule, below
              flavor-ram-odd:
                enabled: false                  # off; asked by name it still answers
                reason: The lab asks for 1000 MB.
              ceph-pool-no-spare:
                severity: warning               # another severity needs a reason, too
                reason: Nobody is there at night.
              no-key:                           # a rule of yours
                severity: info
                remedy: Make it anew with --key-name.
                sql: SELECT name, 'The server has no key.' AS message FROM nova_server WHERE key_name IS NULL
            ```

            The SELECT of a rule of yours reads the views of [sql.md](sql.md), at the moment of `--at`, with a read-only
            connection. It gives `name` and `message`; `kind` and `cloud` where you like, and every other column is
            evidence. It has 5 seconds and 10,000 rows; what is cut off is said. Wrong SQL is an error, with its place.

            A server's *role* is what tombo.yaml says below `roles:` of the cloud, its metadata `role`, a tag, or its name
            (db, db1, db-2); the first of these that finds any server decides.

            ## The rules

            | rule | severity | a finding says |
            | --- | --- | --- |

            """
        for rule in CheckRules.all {
            text += "| [\(rule.name)](#\(rule.name)) | \(rule.severity.rawValue) | \(rule.what) |\n"
        }
        for rule in CheckRules.all {
            text +=
                "\n### \(rule.name)\n\n**\(rule.severity.rawValue)**, of [\(rule.kind)](kinds/\(rule.kind).md). \(rule.what)\n\n"
            text += "* Why: \(rule.why)\n* Source: \(rule.source)\n* What to do: \(rule.remedy)\n"
            for setting in rule.settings {
                let standard = setting.standard.isEmpty ? "none" : setting.standard.joined(separator: ", ")
                text += "* Setting `\(setting.name)`: \(setting.what) (default: \(standard))\n"
            }
        }
        return text
    }
}
