import Foundation
import GRDB
import TomboRecords
import TomboTestKit

@testable import TomboStore
@testable import tombo

extension BadInput {
    /// The file that everything is to be kept in.
    static let databases = [
        BadInput(
            name: "the database may not be written",
            fault: .store { store in
                try store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
            },
            expected: .init(
                status: .database, says: ["may not be written by this user"], hint: "Give write access")),
        BadInput(
            name: "the disk is full",
            fault: .store { store in
                try store.pool.writeWithoutTransaction { db in
                    let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 1
                    try db.execute(sql: "PRAGMA max_page_count = \(pages)")
                }
            },
            expected: .init(status: .database, says: ["No space is left"], hint: "Free some space")),
        BadInput(
            name: "the database is damaged in the middle",
            fault: .program { scene in
                let path = scene.folder.file("damaged.db")
                try scene.store.pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
                let file = try FileHandle(forUpdating: URL(filePath: path))
                let size = try file.seekToEnd()
                try file.seek(toOffset: 4096)
                try file.write(contentsOf: Data(repeating: 0x5A, count: Int(size) - 4096))
                try file.close()
                scene.shown = path
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            },
            expected: .init(status: .database, says: ["is damaged"], hint: "Restore a backup")),
        BadInput(
            name: "the database is another file's text",
            fault: .program { scene in
                let path = scene.folder.file("text.db")
                try Data(repeating: 0x41, count: 4096).write(to: URL(filePath: path))
                scene.shown = path
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            },
            expected: .init(status: .database, says: ["is not an SQLite database"], hint: "Name another file")),
        BadInput(
            name: "the database is another program's",
            fault: .program { scene in
                let path = scene.folder.file("other.db")
                try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE notes (text)") }
                scene.shown = path
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            },
            expected: .init(status: .database, says: ["not one of tombo's"], hint: "Name another file")),
        BadInput(
            name: "a later tombo wrote the database",
            fault: .program { scene in
                let path = scene.folder.file("later.db")
                try scene.store.pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO '\(path)'") }
                try DatabaseQueue(path: path).write {
                    try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999_future')")
                }
                scene.shown = path
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            },
            expected: .init(status: .database, says: ["by a later version of tombo"], hint: "Upgrade tombo")),
        BadInput(
            name: "another collector is at work",
            fault: .program { scene in
                scene.lock = try WriterLock(database: scene.database)
                scene.arguments = ["--replay", CommandLineTests.examples + "/1-tarefa-1"]
            },
            expected: .init(
                status: .database, says: ["Another collector (process "], hint: "Wait until it has finished")
        ),
    ]
}
