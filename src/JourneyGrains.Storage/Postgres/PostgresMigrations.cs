namespace JourneyGrains.Storage.Postgres;

/// <summary>The schema's versions: each statement brings one from the version before to its own. What is released is never changed.</summary>
internal static class PostgresMigrations
{
    /// <summary>Where rows are updated in place, pages keep room for it, so that no index is written for it.</summary>
    private const string Tables =
        """
        CREATE TABLE customers(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, partition int NOT NULL,
            version bigint NOT NULL, due_at bigint, outbox int NOT NULL, forgotten boolean NOT NULL, chain text NOT NULL,
            state bytea NOT NULL) WITH (fillfactor = 70);
        CREATE INDEX customers_due ON customers(partition, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX customers_outbox ON customers(partition, id) WHERE outbox > 0;
        CREATE INDEX customers_listed ON customers(partition, id) WHERE NOT forgotten;
        CREATE TABLE transcript(
            customer bigint NOT NULL, number bigint NOT NULL, at bigint NOT NULL, entry bytea NOT NULL, PRIMARY KEY(customer, number));
        CREATE TABLE journal(
            customer bigint NOT NULL, number bigint NOT NULL, at bigint NOT NULL, after_offset bigint NOT NULL, input text NOT NULL,
            PRIMARY KEY(customer, number));
        CREATE TABLE totals(
            slot int NOT NULL, name text COLLATE "C" NOT NULL, count bigint NOT NULL, PRIMARY KEY(slot, name)) WITH (fillfactor = 30);
        CREATE TABLE log(
            partition int NOT NULL, log_offset bigint NOT NULL, arrival bigint NOT NULL, id text NOT NULL, customer text NOT NULL,
            type text NOT NULL, time bigint NOT NULL, sequence bigint NOT NULL, properties bytea NOT NULL,
            PRIMARY KEY(partition, log_offset));
        CREATE TABLE partitions(
            partition int PRIMARY KEY, head bigint NOT NULL, last_arrival bigint NOT NULL, watermark bigint NOT NULL,
            floor bigint NOT NULL) WITH (fillfactor = 10);
        CREATE TABLE consumers(
            partition int NOT NULL, consumer text COLLATE "C" NOT NULL, consumed bigint NOT NULL,
            PRIMARY KEY(partition, consumer)) WITH (fillfactor = 10);
        CREATE TABLE producers(
            partition int NOT NULL, producer text COLLATE "C" NOT NULL, sequence bigint NOT NULL,
            PRIMARY KEY(partition, producer)) WITH (fillfactor = 30);
        CREATE TABLE dead_letters(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at bigint NOT NULL, source text NOT NULL, code text NOT NULL,
            reason text NOT NULL, event_id text NOT NULL, customer text NOT NULL, replayable boolean NOT NULL, body bytea NOT NULL);
        CREATE INDEX dead_letters_customer ON dead_letters(customer);
        CREATE TABLE documents(
            kind text NOT NULL, key text NOT NULL, version bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY(kind, key));
        """;

    /// <summary>
    /// What the pump and the rescue look for gets a table of its own. A customer's row then has no indexed column that a turn changes, and
    /// is nearly always updated in place; the index entries of its four indices were a third of what a turn cost. States above 2 kB
    /// are compressed by lz4, which takes a tenth of the time of the default; a server without it (13, or built without) keeps that.
    /// </summary>
    private const string Waiting =
        """
        CREATE TABLE waiting(
            id text COLLATE "C" PRIMARY KEY, partition int NOT NULL, due_at bigint, outbox int NOT NULL);
        INSERT INTO waiting(id, partition, due_at, outbox) SELECT id, partition, due_at, outbox FROM customers;
        CREATE INDEX waiting_due ON waiting(partition, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX waiting_outbox ON waiting(partition, id) WHERE outbox > 0;
        ALTER TABLE customers DROP COLUMN due_at, DROP COLUMN outbox;
        DO $$
        BEGIN
            EXECUTE 'ALTER TABLE customers ALTER COLUMN state SET COMPRESSION lz4';
        EXCEPTION WHEN syntax_error OR feature_not_supported OR invalid_parameter_value THEN
            NULL;
        END
        $$;
        """;

    /// <summary>
    /// A state stays in its customer's row up to some 8 kB, compressed. Out of line, where PostgreSQL puts what makes a row longer than 2 kB, every
    /// turn wrote new rows of a second table, and an update in place cleared none of the old: three times the room on disk. States of before
    /// move with their next turn.
    /// </summary>
    private const string InRow = "ALTER TABLE customers ALTER COLUMN state SET STORAGE MAIN";

    /// <summary>
    /// So do its other columns. Where a state kept in its row made that longer than 2 kB, PostgreSQL put the chain out of line in its place, and
    /// each turn wrote and deleted a row of 64 bytes in a second table and its index: a fifth of the records of the write-ahead log.
    /// </summary>
    private const string WholeRow = "ALTER TABLE customers ALTER COLUMN id SET STORAGE PLAIN, ALTER COLUMN chain SET STORAGE PLAIN";

    public static readonly string[] All = [Tables, Waiting, InRow, WholeRow];
}
