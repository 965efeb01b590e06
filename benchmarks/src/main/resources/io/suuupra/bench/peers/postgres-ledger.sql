-- Room in each page for new versions of its rows, so that an update of a balance touches no index.
CREATE TABLE account (
    id             uuid PRIMARY KEY,
    ledger         integer NOT NULL,
    debits_posted  bigint NOT NULL DEFAULT 0,
    credits_posted bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE transfer (
    id                uuid PRIMARY KEY,
    debit_account_id  uuid NOT NULL,
    credit_account_id uuid NOT NULL,
    amount            bigint NOT NULL,
    ledger            integer NOT NULL,
    code              integer NOT NULL,
    created           timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION post_transfer(
    new_id uuid, debit uuid, credit uuid, moved bigint, in_ledger integer, of_code integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    accounts integer;
BEGIN
    IF debit = credit THEN RETURN 'accounts_must_be_different'; END IF;
    IF moved <= 0 THEN RETURN 'amount_must_be_positive'; END IF;
    -- In the order of their ids, so that no two transfers wait for each other.
    SELECT count(*) INTO accounts FROM (
        SELECT 1 FROM account WHERE id IN (debit, credit) AND ledger = in_ledger ORDER BY id FOR UPDATE) AS locked;
    IF accounts < 2 THEN RETURN 'account_not_found'; END IF;
    INSERT INTO transfer (id, debit_account_id, credit_account_id, amount, ledger, code)
        VALUES (new_id, debit, credit, moved, in_ledger, of_code) ON CONFLICT (id) DO NOTHING;
    IF NOT FOUND THEN RETURN 'exists'; END IF;
    UPDATE account SET debits_posted = debits_posted + moved WHERE id = debit;
    UPDATE account SET credits_posted = credits_posted + moved WHERE id = credit;
    RETURN 'created';
END $$;

-- Whole sets at a time: one pass for each table. Answers how many were created.
CREATE FUNCTION post_transfers(
    ids uuid[], debits uuid[], credits uuid[], amounts bigint[], in_ledger integer, of_code integer) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    created_count integer;
BEGIN
    PERFORM 1 FROM account WHERE id IN (SELECT unnest(debits) UNION SELECT unnest(credits)) ORDER BY id FOR UPDATE;
    WITH asked AS (
        SELECT * FROM unnest(ids, debits, credits, amounts) AS given(id, debit, credit, amount)
    ), good AS (
        SELECT asked.* FROM asked
            JOIN account AS d ON d.id = asked.debit AND d.ledger = in_ledger
            JOIN account AS c ON c.id = asked.credit AND c.ledger = in_ledger
        WHERE asked.debit <> asked.credit AND asked.amount > 0
    ), made AS (
        INSERT INTO transfer (id, debit_account_id, credit_account_id, amount, ledger, code)
            SELECT id, debit, credit, amount, in_ledger, of_code FROM good
        ON CONFLICT (id) DO NOTHING RETURNING debit_account_id, credit_account_id, amount
    ), sums AS (
        SELECT id, sum(debit) AS debit, sum(credit) AS credit FROM (
            SELECT debit_account_id AS id, amount AS debit, 0 AS credit FROM made
            UNION ALL
            SELECT credit_account_id, 0, amount FROM made) AS sides
        GROUP BY id
    ), moved AS (
        UPDATE account SET debits_posted = debits_posted + sums.debit, credits_posted = credits_posted + sums.credit
        FROM sums WHERE account.id = sums.id
    )
    SELECT count(*) INTO created_count FROM made;
    RETURN created_count;
END $$;
