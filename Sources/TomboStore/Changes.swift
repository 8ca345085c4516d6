public import TomboRecords

/// What became of one resource between two snapshots.
public struct ResourceChange: Sendable {
    public var resource: Int64
    public var cloud: String
    public var key: String
    /// One value for each column of the spec, typed; nil when it was not there.
    public var old: [Value]?
    public var new: [Value]?

    public init(resource: Int64, cloud: String, key: String, old: [Value]?, new: [Value]?) {
        self.resource = resource
        self.cloud = cloud
        self.key = key
        self.old = old
        self.new = new
    }
}

/// What differs of one resource between two snapshots, and nothing else.
public struct ResourceDifference: Sendable {
    /// A field with what it was and is, typed.
    public struct Field: Sendable {
        /// Its place among the columns of the spec.
        public var index: Int
        public var old: Value
        public var new: Value

        public init(index: Int, old: Value, new: Value) {
            self.index = index
            self.old = old
            self.new = new
        }
    }

    public enum What: Sendable {
        /// One value for each column of the spec.
        case appeared([Value])
        case gone([Value])
        /// The fields in the order of the spec, and what it is called at the later moment.
        case changed([Field], name: Value)
    }

    public var resource: Int64
    public var cloud: String
    public var key: String
    public var what: What

    public init(resource: Int64, cloud: String, key: String, what: What) {
        self.resource = resource
        self.cloud = cloud
        self.key = key
        self.what = what
    }
}

extension Reader {
    /// Resources of a kind that differ between two snapshots, in no order.
    ///
    /// Something that came and went between the two, or changed and changed
    /// back, does not differ. `a` may be later than `b`: then the difference
    /// is read backwards.
    public func changes(
        of spec: RecordSpec, from a: Int64, to b: Int64, cloud: String? = nil
    ) throws -> [ResourceChange] {
        var changes: [ResourceChange] = []
        var keys = JSONKeys()
        try forEachPair(of: spec, from: a, to: b, cloud: cloud) { pair in
            changes.append(
                ResourceChange(
                    resource: pair.resource, cloud: pair.cloud, key: pair.key,
                    old: pair.old.map { spec.values($0, key: pair.key, &keys) },
                    new: pair.new.map { spec.values($0, key: pair.key, &keys) }))
        }
        return changes
    }

    /// The same with only the fields that differ, where both snapshots have the resource.
    ///
    /// Of most resources that changed nearly all is as it was, and reading
    /// that costs more than finding them.
    public func differences(
        of spec: RecordSpec, from a: Int64, to b: Int64, cloud: String? = nil
    ) throws -> [ResourceDifference] {
        let stored = spec.storedIndices.enumerated().map {
            (place: VersionPair.firstColumn + Int32($0), index: $1, type: spec.types[$1])
        }
        let name = stored.first { $0.index == spec.nameIndex }
        var differences: [ResourceDifference] = []
        var keys = JSONKeys()
        try forEachPair(of: spec, from: a, to: b, cloud: cloud) { pair in
            let what: ResourceDifference.What
            switch (pair.old, pair.new) {
            case (let old?, let new?):
                var fields: [ResourceDifference.Field] = []
                for column in stored where !old.holdsSame(column.place, as: new) {
                    let before = old.value(column.place, as: column.type, &keys)
                    let after = new.value(column.place, as: column.type, &keys)
                    if before != after { fields.append(.init(index: column.index, old: before, new: after)) }
                }
                what = .changed(
                    fields,
                    name: name.map { new.value($0.place, as: $0.type, &keys) }
                        ?? spec.columns[spec.nameIndex].keyValue(pair.key))
            case (let old?, nil): what = .gone(spec.values(old, key: pair.key, &keys))
            case (nil, let new?): what = .appeared(spec.values(new, key: pair.key, &keys))
            case (nil, nil): return
            }
            differences.append(
                ResourceDifference(resource: pair.resource, cloud: pair.cloud, key: pair.key, what: what))
        }
        return differences
    }
}

extension RecordSpec {
    /// One value for each column, typed; measures are unknown.
    fileprivate func values(_ row: StoredRow, key: String, _ keys: inout JSONKeys) -> [Value] {
        var values = [Value](repeating: .null, count: columns.count)
        if keyIndices.count == 1 { values[keyIndices[0]] = columns[keyIndices[0]].keyValue(key) }
        for (offset, index) in storedIndices.enumerated() {
            values[index] = row.value(VersionPair.firstColumn + Int32(offset), as: types[index], &keys)
        }
        return values
    }
}

extension TomboRecords.Column {
    /// A single key is kept as text with the resource; here it has its own type again.
    func keyValue(_ key: String) -> Value {
        type == .integer ? Int64(key).map(Value.integer) ?? .text(key) : .text(key)
    }
}
