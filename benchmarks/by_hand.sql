-- The eight rules of peers/rules.policy, as somebody who knows DuckDB writes them: over plain OCDS in Parquet, with binary
-- numbers, a letter for each rule and tender. P passes, F fails, U cannot be told, N does not apply.
WITH plain AS (
  SELECT ocid, tender.mainProcurementCategory AS category, tender.procurementMethod AS method,
    if(tender.value.currency = 'GBP', tender.value.amount, NULL) AS worth,
    tender.lotDetails.noLotsRationale AS undivided, tender.lotDetails.lotSizeJustification AS uneven,
    CAST(tender.tenderPeriod.endDate AS TIMESTAMPTZ) - CAST(tender.tenderPeriod.startDate AS TIMESTAMPTZ) AS time,
    coalesce(tender.lots, []) AS lots
  FROM release
), listed AS (
  SELECT *, len(lots) AS n, [l.value.amount for l in lots] AS amounts, [l.suitability.sme for l in lots] AS friendly,
    [[{kind: c.type, social: contains(lower(c.name), 'social value'),
       weight: if(c.numbers[1].weight = 'percentageExact', c.numbers[1].number, NULL)}
      for c in coalesce(l.awardCriteria.criteria, [])] for l in lots] AS awarded
  FROM plain
), summed AS (
  SELECT *, list_sum(amounts) AS total, n > 0 AND list_count(amounts) = n AND list_sum(amounts) > 0 AS all_valued,
    list_count(friendly) = n AS all_told,
    [{
      bare: len(cs) = 0 OR list_count([c.weight for c in cs]) < len(cs),
      unsorted: list_count([c.kind for c in cs]) < len(cs),
      unsocial: len(cs) = 0 OR len([c for c in cs if c.social AND c.weight IS NULL]) > 0,
      quality: coalesce(list_sum([c.weight for c in cs if c.kind = 'quality']), 0),
      cost: coalesce(list_sum([c.weight for c in cs if c.kind IN ('cost', 'price')]), 0),
      social: coalesce(list_sum([c.weight for c in cs if c.social]), 0),
      whole: coalesce(list_sum([c.weight for c in cs]), 0)
    } for cs in awarded] AS a
  FROM listed
), by_lot AS (
  SELECT *,
    [CASE WHEN x.bare OR x.unsorted THEN 'U' WHEN x.quality >= 60 THEN 'P' ELSE 'F' END for x in a] AS r1,
    [CASE WHEN x.bare OR x.unsorted OR x.quality + x.cost = 0 THEN 'U'
       WHEN x.quality * 60 >= x.cost * 40 THEN 'P' ELSE 'F' END for x in a] AS r2,
    [CASE WHEN x.unsocial THEN 'U' WHEN x.social >= 10 THEN 'P' ELSE 'F' END for x in a] AS r3,
    [CASE WHEN x.bare THEN 'U' WHEN abs(x.whole - 100) <= 0.05 THEN 'P' ELSE 'F' END for x in a] AS r6
  FROM summed
)
SELECT ocid,
  CASE WHEN category IS NULL THEN 'U' WHEN category <> 'services' THEN 'N' WHEN list_contains(r1, 'F') THEN 'F'
    WHEN n = 0 OR list_contains(r1, 'U') THEN 'U' ELSE 'P' END ||
  CASE WHEN list_contains(r2, 'F') THEN 'F' WHEN n = 0 OR list_contains(r2, 'U') THEN 'U' ELSE 'P' END ||
  CASE WHEN worth IS NULL THEN 'U' WHEN worth <= 139688 THEN 'N' WHEN list_contains(r3, 'F') THEN 'F'
    WHEN n = 0 OR list_contains(r3, 'U') THEN 'U' ELSE 'P' END ||
  CASE WHEN worth IS NULL THEN 'U' WHEN worth < 214904 THEN 'N' WHEN undivided <> '' OR list_contains(friendly, true) THEN 'P'
    WHEN n = 0 OR NOT all_told THEN 'U' ELSE 'F' END ||
  CASE WHEN n = 0 THEN 'U' WHEN n = 1 THEN 'N' WHEN NOT all_valued OR NOT all_told THEN 'U'
    WHEN coalesce(list_sum([l.value.amount for l in lots if l.suitability.sme]), 0) >= CAST(0.3 AS DOUBLE) * total THEN 'P'
    ELSE 'F' END ||
  CASE WHEN method IS NULL THEN 'U' WHEN method = 'direct' THEN 'N' WHEN list_contains(r6, 'F') THEN 'F'
    WHEN n = 0 OR list_contains(r6, 'U') THEN 'U' ELSE 'P' END ||
  CASE WHEN method IS NULL THEN 'U' WHEN method = 'direct' THEN 'N' WHEN time IS NULL THEN 'U'
    WHEN time >= INTERVAL 600 HOURS THEN 'P' ELSE 'F' END ||
  CASE WHEN n = 0 THEN 'U' WHEN n = 1 THEN 'N' WHEN uneven <> '' THEN 'P' WHEN NOT all_valued THEN 'U'
    WHEN list_max(amounts) <= CAST(0.6 AS DOUBLE) * total THEN 'P' ELSE 'F' END AS verdicts
FROM by_lot
