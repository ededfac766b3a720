select count(*) from events where "genops.policy.result" = 'blocked'
