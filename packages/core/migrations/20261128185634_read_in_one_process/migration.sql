-- A page is read by one process. Several would share the walk of a long list, so that walking seems cheap to Postgres where finding
-- what fits and sorting it is: each reads ahead until the page is full, and keeps a processor from other requests.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I SET (parallel_workers = 0)', name);
  END LOOP;
END $$;
