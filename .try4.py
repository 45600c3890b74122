import numpy as np, technopole as tp, jax, jax.numpy as jnp, time
from dataclasses import replace
from technopole.future.remembered import calibrated_city
from technopole.decide.ecosystem.goals import *
region=tp.load_region("hong-kong-shenzhen"); city=calibrated_city(region)
plan=tp.load_plan(region,"baseline")
h=bench(city,plan)
eco=h.coupling.ecosystem
k=np.asarray(h.coupling.sector)
for perf in ((0,),(1,2),(0,1,2),(3,),(0,1,2,3)):
    tlv=h.levers; plan_=np.array(tlv.research_money)
    uses=np.einsum('rsk,sn->rnk',np.asarray(eco.stage_map),h.side)
    add=np.zeros(plan_.shape[1:])
    f=[i for i in range(plan_.shape[1]) if np.asarray(eco.firms)[i]][0]
    amt=.01*np.asarray(eco.sent).sum(0)
    for r in perf: add[f,r]+=amt[r][:,None]*uses[r]
    plan_[1:]+=add
    r2=h.varied(lambda x: replace(x,research_money=plan_))
    w=h.records['output'][:,:,0]
    g=((r2['innovation_gain']-h.records['innovation_gain'])*w)@h.side.T/(w@h.side.T)/.01
    o=np.log(h.sales(r2)/h.sales(h.records))/.01
    print(perf,'elasticity of A', g[[2,5,7,8,10,15,20,25]].round(4).tolist(),'of sales',o[[1,5,10,25]].round(3).tolist())
