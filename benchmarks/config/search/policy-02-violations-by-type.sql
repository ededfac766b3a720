select "genops.policy.name", count(*) as violations from events where "genops.policy.result" = 'blocked' group by 1 order by 2 desc
