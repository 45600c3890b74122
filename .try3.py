import time,numpy as np, json, technopole as tp
from technopole.future.remembered import calibrated_city
region=tp.load_region("hong-kong-shenzhen"); city=calibrated_city(region)
from technopole.decide.ecosystem import ecosystem_answer
from technopole.decide.ecosystem.goals import bench
import sys
t=time.time()
a=ecosystem_answer(city, tp.load_plan(region,sys.argv[1]), draws=int(sys.argv[2]), said=lambda m: print(m, round(time.time()-t,1), flush=True))
print(time.time()-t)
print(json.dumps({k:a[k] for k in ('flows','bottlenecks','placebo','draws','multipliers','conservation')},indent=None).replace('{"flow"','\n{"flow"').replace('{"side"','\n{"side"'))
for r in a['stages']: print({k:(round(v,3) if isinstance(v,float) else v) for k,v in r.items()})
