import time, resource, numpy as np, technopole as tp, jax, jax.numpy as jnp
from dataclasses import replace
from technopole.future.timeline import build_timeline
from technopole.future.simulate import run_years, path_of
region=tp.load_region("hong-kong-shenzhen"); city=tp.calibrate(region)
tl,_=build_timeline(region, tp.load_plan(region,"northern-metropolis")); tl=jax.tree.map(jnp.asarray,tl)
jax.config.update("jax_compilation_cache_dir", None); jax.config.update("jax_enable_compilation_cache", False)
cpu=lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
for name,g,s in (("without",replace(city.growth,coupling=None),replace(city.first_state,ecosystem=None)),("with",city.growth,city.first_state)):
    c=cpu(); t=time.time(); low=run_years.lower(city.structure,city.calibrated,g,s,tl); l=cpu()-c
    c=cpu(); prog=low.compile(); k=cpu()-c
    f=lambda: jax.block_until_ready(prog(city.calibrated,g,s,tl))
    f(); ts=[]; cs=[]
    for _ in range(8):
        c=cpu(); t=time.time(); f(); ts.append(time.time()-t); cs.append(cpu()-c)
    print(name,'lower',round(l,2),'compile cpu',round(k,2),'warm',min(ts),'cpu',min(cs))
if True:
    import sys
    for name,g,s in (("without",replace(city.growth,coupling=None),replace(city.first_state,ecosystem=None)),("with",city.growth,city.first_state)):
        val=lambda tl,g,s: path_of(run_years(city.structure,city.calibrated,g,s,tl)).output[:,:,0].sum()
        c=cpu(); prog=jax.jit(jax.grad(val)).lower(tl,g,s).compile(); k=cpu()-c
        f=lambda: jax.block_until_ready(prog(tl,g,s)); f(); ts=[]
        for _ in range(4):
            t=time.time(); f(); ts.append(time.time()-t)
        print('grad',name,'compile cpu',round(k,2),'warm',min(ts))
