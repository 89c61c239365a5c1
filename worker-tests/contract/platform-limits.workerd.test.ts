// The tests' own limits reject exactly what production rejects.

import { describe, expect, it } from "vitest"

import { withStorage } from "../support/storage.ts"

describe("storage with production's limits", () => {
  it("accepts a row of 2 MB and rejects one that is a byte larger", () =>
    withStorage(({ sql }) => {
      sql.exec("CREATE TABLE t (name TEXT, data BLOB)")
      const insert = (bytes: number) =>
        sql.exec("INSERT INTO t VALUES (?, ?)", "é", new ArrayBuffer(bytes - 2))
      expect(() => insert(2_000_001)).toThrow("SQLITE_TOOBIG")
      insert(2_000_000)
      expect(() => sql.exec("UPDATE t SET name = ?", "x".repeat(2_000_001))).toThrow("TOOBIG")
      expect(sql.exec("SELECT length(data) AS n FROM t").toArray()).toEqual([{ n: 1_999_998 }])
    }))

  it("rejects a key's value of more than 2 MB, too", () =>
    withStorage(({ kv }) => {
      expect(() => kv.put("a", "x".repeat(2_000_001))).toThrow("SQLITE_TOOBIG")
      kv.put("a", "x")
      expect(kv.get("a")).toBe("x")
    }))
})
