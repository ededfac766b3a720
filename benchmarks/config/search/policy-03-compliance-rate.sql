with n as (
    select count(*) filter (where "genops.policy.result" = 'allowed') as allowed,
        count(*) filter (where "genops.policy.result" = 'blocked') as blocked, count(*) as total
    from events where "genops.policy.result" is not null)
select printf('%g%%', round(allowed / total * 100, 2)), allowed, blocked, total from n
