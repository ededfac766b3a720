select "genops.policy.name", count(*) from events where "genops.policy.result" = 'blocked' group by 1
