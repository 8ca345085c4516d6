/// The members that a record reads of an object; they are numbered from 0 on.
public protocol JSONMember: RawRepresentable<Int>, CaseIterable, Sendable {
    /// What it is called in JSON.
    var name: String { get }
}

/// The names of a record's members, with which one pass through an object finds them all.
public struct JSONNames: Sendable {
    let names: [String]
    /// All names in one piece, and where each of them stands in it.
    private let text: [UInt8]
    private let ranges: [Range<Int>]
    /// One more than the number of a name, at the place of its hash or behind it; 0 is nobody's.
    private var table = [UInt8](repeating: 0, count: 256)

    public init<Member: JSONMember>(_: Member.Type) {
        names = Member.allCases.map(\.name)
        precondition(names.count < 128, "a record reads more members than there is room for")
        var text: [UInt8] = []
        ranges = names.map { name in
            let start = text.count
            text += Array(name.utf8)
            return start..<text.count
        }
        self.text = text
        for (number, name) in names.enumerated() {
            var slot = Array(name.utf8).withUnsafeBufferPointer { Self.hash($0) }
            while table[slot] != 0 { slot = (slot + 1) & 255 }
            table[slot] = UInt8(number + 1)
        }
    }

    /// Fills in where the value of each member of an object stands; 0, where the document itself stands, is nowhere.
    ///
    /// Of a name that stands twice the first counts.
    func find(in object: JSONPlace, _ places: UnsafeMutableBufferPointer<Int32>) {
        places.update(repeating: 0)
        text.withUnsafeBufferPointer { text in
            table.withUnsafeBufferPointer { table in
                object.forEachKey { key in
                    let number: Int? =
                        if let name = object.plainName(key) {
                            self.number(of: name, text, table)
                        } else {
                            object.name(key).flatMap { name in
                                names.firstIndex { $0.utf8.elementsEqual(name.utf8) }
                            }
                        }
                    if let number, places[number] == 0 { places[number] = key + 1 }
                }
            }
        }
    }

    private func number(
        of name: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>, _ table: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        var slot = Self.hash(name)
        while table[slot] != 0 {
            let number = Int(table[slot]) - 1
            let range = ranges[number]
            if range.count == name.count, Self.areSame(text[range], name) { return number }
            slot = (slot + 1) & 255
        }
        return nil
    }

    /// Keys of one service begin alike, so their ends tell them apart.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        guard let last = name.last else { return 0 }
        let middle = name[name.count / 2]
        let beforeLast = name[max(0, name.count - 3)]
        return (name.count &* 7 &+ Int(last) &* 31 &+ Int(middle) &* 101 &+ Int(beforeLast) &* 57) & 255
    }

    /// Compares from the end, for the same reason; both are of one length.
    static func areSame(_ a: Slice<UnsafeBufferPointer<UInt8>>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = b.count - 1
        while index >= 0, a.base[a.startIndex + index] == b[index] { index -= 1 }
        return index < 0
    }
}
