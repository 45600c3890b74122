import numpy as np, technopole as tp, jax, jax.numpy as jnp
from dataclasses import replace
from technopole.future.remembered import calibrated_city
from technopole.future.simulate import run_years
from technopole.future.timeline import build_timeline
from technopole.base.program import compiled_quickly
region=tp.load_region("two-towns"); city=calibrated_city(region)
tl,_=build_timeline(region,tp.load_plan(region,"new-town")); tl=jax.tree.map(jnp.asarray,tl)
w=jnp.arange(1.0,1.0+len(region.zones))
def value(s):
    fr=tl.friction
    for f in range(4): fr=fr.at[3:,f].multiply(1-.2*s[1+f])
    m=replace(tl,research_money=tl.research_money.at[2:,0,1,0,0].add(1e8*s[0]),friction=fr)
    r=run_years(city.structure,city.calibrated,city.growth,city.first_state,m)
    return jnp.stack([(r["innovation_gain"][-1]*w).sum(), 1e-4*(r["jobs"][-1,:,0]*w).sum()])
prog=compiled_quickly(value)
g=[np.asarray(compiled_quickly(jax.grad(lambda s,k=k: value(s)[k]))(jnp.zeros(5))) for k in (0,1)]
h=1e-3
for k in range(5):
    e=np.eye(5)[k]
    v=[np.asarray(prog(jnp.asarray(t*h*e))) for t in (-2,-1,1,2)]
    fd=(v[0]-8*v[1]+8*v[2]-v[3])/(12*h)
    print(k,'gain',g[0][k],fd[0],'jobs',g[1][k],fd[1])
r=run_years(city.structure,city.calibrated,city.growth,city.first_state,tl)
print('use',np.asarray(r['state_use']).min(0)[:],'unspent',np.asarray(r['research_unspent']).max(0), 'res', np.asarray(r['residual']).max(), np.asarray(r['matching_residual']).max())
