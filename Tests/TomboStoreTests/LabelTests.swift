import Testing
import TomboRecords
import TomboTestKit

@testable import TomboStore

@Suite("Labels")
struct LabelTests {
    @Test("name one snapshot of a cloud and never move to another by themselves")
    func taken() throws {
        let store = try TestStore()
        let first = try store.save([things([:])], label: "tarefa-1").snapshot
        let second = try store.save([things([:])]).snapshot
        #expect(throws: StoreError.self) { try store.store.label(second, as: "tarefa-1") }
        #expect(throws: StoreError.self) { try store.save([things([:])], label: "tarefa-1") }
        try store.store.label(first, as: nil)
        try store.store.label(second, as: "tarefa-1")
        #expect(try store.reader().read { try $0.snapshots(labelled: "tarefa-1").map(\.seq) } == [2])
    }

    @Test("may be the same in two clouds")
    func twoClouds() throws {
        let store = try TestStore()
        try store.save([things([:])], cloud: "one", label: "start")
        try store.save([things([:])], cloud: "two", label: "start")
        #expect(try store.reader().read { try $0.snapshots(labelled: "start").map(\.cloud) } == ["one", "two"])
    }

    @Test("do not change what the chain says")
    func chain() throws {
        let store = try TestStore()
        let snapshot = try store.save([things([:])]).snapshot
        try store.store.label(snapshot, as: "later")
        #expect(try store.store.verifyChain().isEmpty)
    }
}
