-- Text is in the order of its bytes, whatever language a database was made for: as in SQLite, and as the program itself sorts. Columns
-- of tables that come later say the same of themselves.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT c.table_name, string_agg(format('ALTER COLUMN %I TYPE TEXT COLLATE "C"', c.column_name), ', ') AS changes
        FROM information_schema.columns c
        JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
        WHERE c.table_schema = current_schema() AND c.data_type = 'text' AND t.table_type = 'BASE TABLE'
            AND c.table_name <> '_sqlx_migrations'
        GROUP BY c.table_name
    LOOP
        EXECUTE format('ALTER TABLE %I %s', one.table_name, one.changes);
    END LOOP;
END
$$;
