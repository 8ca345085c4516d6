import TomboRecords
import TomboTestKit

@testable import tombo

extension BadInput {
    /// The file that says where the cloud is and how to get in.
    static let cloudsFiles = [
        BadInput(
            name: "there is no clouds.yaml, nor any OS_* variable", fault: .program { _ in },
            expected: misconfigured("There are no OpenStack credentials", "Source the cloud's openrc file")),
        BadInput(
            name: "the clouds.yaml that a variable names is missing",
            fault: .program { $0.environment["OS_CLIENT_CONFIG_FILE"] = $0.folder.file("clouds.yaml") },
            expected: misconfigured("clouds.yaml cannot be read", "Check that the file is there")),
        BadInput(
            name: "clouds.yaml is no YAML", fault: .program { try $0.clouds("clouds:\n\tlab: {auth: [}\n") },
            expected: misconfigured("is not YAML (line 2", "Correct the file")),
        BadInput(
            name: "clouds.yaml has no `clouds`", fault: .program { try $0.clouds("lab:\n  auth: {}\n") },
            expected: misconfigured("has no mapping `clouds`", "Put each cloud under `clouds:`")),
        BadInput(
            name: "clouds.yaml does not have that cloud",
            fault: .program { try $0.clouds("clouds:\n  lap: {auth: {auth_url: http://127.0.0.1:9}}\n") },
            expected: misconfigured("There is no cloud `lab`", "Use `lap`")),
        BadInput(
            name: "clouds.yaml has no password for the cloud",
            fault: .program {
                try $0.clouds(
                    "clouds:\n  lab: {auth: {auth_url: http://127.0.0.1:9, username: a, project_name: a}}\n")
            },
            expected: misconfigured("password", "password")),
        BadInput(
            name: "every user can read the password in clouds.yaml",
            fault: .program { try $0.clouds(whole, mode: 0o644) },
            expected: misconfigured("every user of this machine can read it", "Run `chmod 600")),
    ]

    private static func misconfigured(_ says: String, _ hint: String) -> Expected {
        .init(status: .nothingCollected, says: [says], hint: hint)
    }

    private static let whole = """
        clouds:
          lab:
            auth: {auth_url: http://127.0.0.1:9, username: admin, password: correct-horse, project_name: admin}
        """
}
