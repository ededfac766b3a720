select sourcetype, count(*) from events group by 1
