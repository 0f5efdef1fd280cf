-- A company by numbers alone: customer n has the same name, owner and past wherever it is asked for
-- (bench/company.py says how names are put together). Statements end with a semicolon at the end of a line;
-- {customers}, {reps}, {team}, {now} are filled in. Temporary tables `place`, `made`, `person` are there already.

CREATE FUNCTION pg_temp.roll(n bigint, salt integer, size integer) RETURNS integer LANGUAGE sql IMMUTABLE AS
$$ SELECT ((hashint8extended(n, salt) & 9223372036854775807) % size)::integer $$;

INSERT INTO departments (id, name, parent_id, path)
SELECT n, CASE n WHEN 1 THEN '公司' ELSE '销售' || n - 1 || '部' END, CASE n WHEN 1 THEN NULL ELSE 1 END,
    CASE n WHEN 1 THEN '/1/' ELSE '/1/' || n || '/' END
FROM generate_series(1, {reps} / {team} + 2) n;

INSERT INTO users (id, userid, name, role, status, position, department_id, settings, created_at)
SELECT n, 'rep' || lpad(n::text, 5, '0'), p.name,
    CASE WHEN n = {reps} + 1 THEN 'admin' WHEN n % {team} = 1 THEN 'manager' ELSE 'rep' END, 'active', '',
    CASE WHEN n = {reps} + 1 THEN 1 ELSE (n - 1) / {team} + 2 END, '{{}}', '{now}'::timestamptz - interval '900 days'
FROM generate_series(1, {reps} + 1) n JOIN person p ON p.i = n * 7 % (SELECT count(*) FROM person);

INSERT INTO memberships (user_id, department_id, leads)
SELECT id, department_id, role <> 'rep' FROM users;

INSERT INTO conversations (user_id, state, updated_at) SELECT id, '{{}}', '{now}' FROM users;

INSERT INTO name_keys (key, customer_id, kind, record_id)
SELECT DISTINCT k, 0, 'user', u.id FROM users u JOIN person p ON p.name = u.name, unnest(p.keys) k;

-- `cnt` follow-ups, the last `idle` days ago; every twentieth customer is in the public pool.
CREATE TEMPORARY TABLE one AS
SELECT n, s.place, s.made, CASE WHEN pg_temp.roll(n, 1, 20) = 0 THEN NULL ELSE n % {reps} + 1 END AS owner,
    n % {reps} + 1 AS met_by, 3 + pg_temp.roll(n, 2, 12) AS cnt, pg_temp.roll(n, 3, 3 + pg_temp.roll(n, 4, 180)) AS idle,
    20 + pg_temp.roll(n, 5, 40) AS gap
FROM spot s;

INSERT INTO customers (id, name, owner_id, stage, level, kind, nature, industry, region, region_code, address, phone,
    origin, credit, satisfaction, note, last_interaction_at, created_at, source)
SELECT n, p.name || m.short || m.legal, owner, (ARRAY['潜在','潜在','意向','成交','流失'])[1 + pg_temp.roll(n, 6, 5)],
    (ARRAY['A','B','C','D'])[1 + pg_temp.roll(n, 7, 4)], (ARRAY['终端客户','代理商','经销商'])[1 + pg_temp.roll(n, 8, 3)],
    (ARRAY['国企','民企','外企'])[1 + pg_temp.roll(n, 9, 3)], m.industry, p.name, p.code,
    p.name || '市' || m.short || '路' || pg_temp.roll(n, 10, 999) || '号',
    CASE WHEN pg_temp.roll(n, 11, 2) = 0 THEN '0755' || (20000000 + n) END,
    (ARRAY['展会','转介绍','官网','电话'])[1 + pg_temp.roll(n, 12, 4)], (ARRAY['AAA','AA','A'])[1 + pg_temp.roll(n, 13, 3)],
    (ARRAY['满意','一般','不满意'])[1 + pg_temp.roll(n, 14, 3)],
    CASE WHEN pg_temp.roll(n, 15, 50) = 0 THEN '上次展会认识，关心交期' END,
    '{now}'::timestamptz - idle * interval '1 day' - pg_temp.roll(n, 16, 480) * interval '1 minute',
    '{now}'::timestamptz - (idle + cnt * gap + pg_temp.roll(n, 17, 90)) * interval '1 day', 'bench'
FROM one JOIN place p ON p.i = one.place JOIN made m ON m.i = one.made;

INSERT INTO contacts (id, customer_id, name, title, phone, created_at, source)
SELECT n, n, p.name, (ARRAY['采购经理','总经理','总工'])[1 + pg_temp.roll(n, 18, 3)],
    '138' || lpad((n * 7919 % 100000000)::text, 8, '0'), '{now}'::timestamptz - interval '400 days', 'bench'
FROM one JOIN person p ON p.i = n % (SELECT count(*) FROM person);

INSERT INTO name_keys (key, customer_id, kind, record_id)
SELECT DISTINCT left(replace(replace(replace(k, '{{p}}', p.name), '{{h}}', p.heard), '{{i}}', p.initials), 128),
    n, 'customer', n
FROM one JOIN place p ON p.i = one.place JOIN made m ON m.i = one.made, unnest(m.keys) k;

INSERT INTO name_keys (key, customer_id, kind, record_id)
SELECT k, n, 'contact', n FROM one JOIN person p ON p.i = n % (SELECT count(*) FROM person), unnest(p.keys) k;

INSERT INTO customer_tags (customer_id, name, created_at, source)
SELECT n, (ARRAY['重点','老客户','需回访','样品','年框','招标','涨价','试用'])[1 + pg_temp.roll(n, 19, 8)], '{now}', 'bench'
FROM one WHERE pg_temp.roll(n, 20, 4) = 0;

INSERT INTO custom_fields (id, name, kind, choices, unit, position, created_at, source)
VALUES (1, '装机量', 'number', '[]', '台', 1, '{now}', 'bench'), (2, '品牌', 'choice', '["西门子", "施耐德", "正泰"]', '', 2, '{now}', 'bench');

INSERT INTO custom_values (customer_id, field_id, number, text, created_at, source)
SELECT n, f, CASE f WHEN 1 THEN pg_temp.roll(n, 21, 1000) END,
    CASE f WHEN 2 THEN (ARRAY['西门子','施耐德','正泰'])[1 + pg_temp.roll(n, 22, 3)] END, '{now}', 'bench'
FROM one, generate_series(1, 2) f WHERE pg_temp.roll(n, 22 + f, 3) = 0;

INSERT INTO vocabulary (id, version) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET version = vocabulary.version + 1;

INSERT INTO interactions (customer_id, contact_id, user_id, channel, content, happened_at, happened_grain, backfilled, created_at, source)
SELECT n, n, met_by, (ARRAY['visit','call','wechat','meeting'])[1 + pg_temp.roll(n * 16 + step, 25, 4)], '聊了明年的用量', at, 'minute',
    pg_temp.roll(n * 16 + step, 26, 30) = 0,
    at + CASE WHEN pg_temp.roll(n * 16 + step, 26, 30) = 0 THEN interval '1 day' ELSE interval '5 minutes' END, 'bench'
FROM (SELECT n, met_by, step, '{now}'::timestamptz - (idle + step * gap) * interval '1 day'
    - pg_temp.roll(n, 16, 480) * interval '1 minute' AS at FROM one, generate_series(0, cnt - 1) step) talks;

INSERT INTO orders (customer_id, owner_id, number, signed_on, status, amount, created_at, source)
SELECT n, met_by, '', day, CASE pg_temp.roll(n * 16 + step, 27, 20) WHEN 0 THEN 'cancelled' ELSE 'done' END,
    1000 + pg_temp.roll(n * 16 + step, 28, 90000), day, 'bench'
FROM (SELECT n, met_by, step, ('{now}'::date - pg_temp.roll(n, 29, 400) - step * (15 + pg_temp.roll(n, 30, 60))) AS day
    FROM one, generate_series(0, pg_temp.roll(n, 31, 9)) step WHERE pg_temp.roll(n, 32, 10) < 3) sold;

INSERT INTO payments (customer_id, order_id, user_id, amount, paid_on, kind, created_at, source)
SELECT customer_id, id, owner_id, amount, least(signed_on + 20, '{now}'::date), 'payment', least(signed_on + 20, '{now}'::date), 'bench'
FROM orders WHERE status <> 'cancelled' AND id % 2 = 0;

INSERT INTO opportunities (customer_id, owner_id, title, product, amount, stage, stage_since, status, closed_at, created_at, source)
SELECT n, owner, '扩容', '交换机', 5000 + pg_temp.roll(n, 34, 500000),
    (ARRAY['初步接洽','方案报价','商务谈判'])[1 + pg_temp.roll(n, 35, 3)], at, status,
    CASE status WHEN 'open' THEN NULL ELSE at + interval '20 days' END, at, 'bench'
FROM (SELECT n, owner, '{now}'::timestamptz - (1 + pg_temp.roll(n, 36, 400)) * interval '1 day' AS at,
    CASE WHEN pg_temp.roll(n, 36, 400) < 60 THEN 'open' WHEN pg_temp.roll(n, 37, 3) = 0 THEN 'won' ELSE 'lost' END AS status
    FROM one WHERE pg_temp.roll(n, 33, 4) = 0) chances;

INSERT INTO stage_changes (opportunity_id, from_stage, to_stage, at, created_at, source)
SELECT o.id, f, t, o.created_at + d * interval '9 days', o.created_at, 'bench'
FROM opportunities o, (VALUES (NULL, '初步接洽', 0), ('初步接洽', '方案报价', 1)) step(f, t, d);

INSERT INTO tasks (title, customer_id, assignee_id, creator_id, due_at, due_grain, priority, status, done_at, created_at, source)
SELECT '寄样品', n, met_by, met_by, '{now}'::timestamptz + (pg_temp.roll(n, 38, 40) - 35) * interval '1 day', 'day', 'normal',
    CASE WHEN pg_temp.roll(n, 39, 4) = 0 THEN 'open' ELSE 'done' END,
    CASE WHEN pg_temp.roll(n, 39, 4) = 0 THEN NULL ELSE '{now}'::timestamptz - interval '40 days' END,
    '{now}'::timestamptz - interval '50 days', 'bench'
FROM one WHERE pg_temp.roll(n, 40, 4) = 0;
