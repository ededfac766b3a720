select epoch(_time), "genops.operation.name", "genops.customer_id", "genops.team", "genops.policy.result",
    (fields ->> '$."genops.eval.safety"')::double, fields ->> '$."genops.data.classification"'
from events where contains(fields, '"genops.policy.') or contains(fields, '"genops.eval.') order by _time desc limit 10000
