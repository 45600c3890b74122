import numpy as np, technopole as tp, json,sys
from dataclasses import replace
from technopole.future.remembered import calibrated_city
from technopole.decide.ecosystem.goals import *
from technopole.decide.ecosystem.doubt import recalibrated
from technopole.decide.ecosystem.stages import *
from technopole.decide.ecosystem.answer import bottlenecks
from technopole.base.innovation import STAGES
region=tp.load_region("hong-kong-shenzhen"); city=calibrated_city(region)
plan=tp.load_plan(region,"baseline")
h0=bench(city,plan)
def el(h):
    eco=h.coupling.ecosystem
    f=[i for i in range(np.asarray(eco.sent).shape[0]) if np.asarray(eco.firms)[i]][0]
    amt=.01*np.asarray(eco.sent).sum(0); uses=np.einsum('rsk,sn->rnk',np.asarray(eco.stage_map),h.side)
    for perf in ((0,),(1,2),(0,1,2),(3,)):
        plan_=np.array(h.levers.research_money); add=np.zeros(plan_.shape[1:])
        for r in perf: add[f,r]+=amt[r][:,None]*uses[r]
        plan_[1:]+=add
        r2=h.varied(lambda x: replace(x,research_money=plan_)); w=h.records['output'][:,:,0]
        g=((r2['innovation_gain']-h.records['innovation_gain'])*w)@h.side.T/(w@h.side.T)/.01
        print(perf,'el A', g[[2,5,7,8,10,15,20,25]].round(4).tolist())
for costs in ([4e6,3e6,4e7,3e7],[4e6,3e6,2.5e7,3e7],[3e6,2e6,2e7,3e7]):
    v={("unit_cost",s):c for s,c in zip(STAGES[1:],costs)}; v[("knowledge_productivity","")]=.2
    h=with_coupling(h0,recalibrated(h0,values=v))
    print(costs,'cap',h.records['stage_capacity'][0].sum(0).round(), 'stock',h.records['stage_projects'][0].sum(0).round(),'taken',h.records['stage_taken'][0].sum(0).round())
    print(' by side stock',(h.side@h.records['stage_projects'][0]).round().tolist(),'cap',(h.side@h.records['stage_capacity'][0]).round().tolist())
    el(h)
    for r in bottlenecks(h,stage_gains(h)): print(r['side'],r['stage'],{k:round(x,4) for k,x in r['by_stage'].items()})
