export interface TestDatabase {
  /** A migrated, empty database that no other test knows. */
  readonly url: string
  /** Cuts the connections that are left and removes it. Not needed for tidiness: the run ends with all. */
  drop(): Promise<void>
}
/** Takes about 30 ms. For the vitest projects whose global setup is `postgres.ts`. */
export declare function createTestDatabase(): Promise<TestDatabase>
/** The same outside of vitest: a copy of the database at `templateUrl`, on the same Postgres. */
export declare function copyDatabase(templateUrl: string): Promise<TestDatabase>
