public import TomboRecords

/// One thing that `tombo doctor` looked at, and what it saw.
public struct DoctorRow: Sendable, Hashable {
    /// What is looked at, in the order in which it is told. Raw values are
    /// part of the contract.
    public enum Check: String, Sendable, CaseIterable {
        /// Which credentials, and where they were found.
        case config
        /// Whether anything listens at an address.
        case reach
        /// Whose certificate is shown there.
        case tls
        /// Who tombo is to Keystone.
        case login
        /// What Keystone's catalog lacks.
        case catalog
        /// Which microversions a service speaks.
        case versions
        /// How far a service's clock is from ours.
        case clock
        /// What of each service can be read.
        case rights
        case database
    }

    public enum Status: String, Sendable, CaseIterable {
        case ok
        /// It works, and should not stay so.
        case warn
        case fail
        /// Not looked at, because something before it failed.
        case skip
    }

    public var check: Check
    /// The source or service that it is about.
    public var subject: String
    public var status: Status
    public var detail: String
    /// What to do; begins with a verb. Only where something is to be done.
    public var remedy: String?

    public init(_ check: Check, _ subject: String, _ status: Status, _ detail: String, remedy: String? = nil) {
        self.check = check
        self.subject = subject
        self.status = status
        self.detail = detail
        self.remedy = remedy
    }

    public init(_ check: Check, _ subject: String, _ error: CollectError) {
        self.init(check, subject, .fail, error.message, remedy: error.remedy)
    }
}

/// What `tombo doctor` found out about one cloud.
public struct DoctorReport: Sendable {
    /// In the order of ``DoctorRow/Check``.
    public var rows: [DoctorRow]
    /// Whether anything answered at all.
    public var isReachable: Bool

    public init(rows: [DoctorRow], isReachable: Bool) {
        // In the order of the checks, and within a check as they came.
        self.rows = DoctorRow.Check.allCases.flatMap { check in rows.filter { $0.check == check } }
        self.isReachable = isReachable
    }
}
