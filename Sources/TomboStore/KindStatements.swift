import GRDB

/// The statements that a listing with changes runs again and again, each prepared when it is first needed.
struct KindStatements {
    private let sql: KindSQL
    private var insertVersion: WriteStatement?
    private var closeVersions: WriteStatement?
    private var insertResource: WriteStatement?

    init(_ sql: KindSQL) { self.sql = sql }

    mutating func insertVersion(_ db: Database) throws -> WriteStatement {
        try Self.made(&insertVersion, db, sql.insertVersion)
    }

    mutating func closeVersions(_ db: Database) throws -> WriteStatement {
        try Self.made(&closeVersions, db, sql.closeVersions)
    }

    mutating func insertResource(_ db: Database) throws -> WriteStatement {
        try Self.made(&insertResource, db, KindSQL.insertResource)
    }

    private static func made(_ kept: inout WriteStatement?, _ db: Database, _ sql: String) throws -> WriteStatement {
        if let kept { return kept }
        let made = try WriteStatement(db, sql)
        kept = made
        return made
    }
}
