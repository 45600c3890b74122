import numpy as np, technopole as tp
from dataclasses import replace
from technopole.future.remembered import calibrated_city
region=tp.load_region("hong-kong-shenzhen"); city=calibrated_city(region)
bare=replace(city,growth=replace(city.growth,coupling=None))
k=0; part=region.zone_part
for name in ("baseline","integration-only","northern-metropolis-closed","northern-metropolis"):
    plan=tp.load_plan(region,name)
    for label,c in (("with",city),("without",bare)):
        r=tp.simulate(c,plan); p=r.path
        inn=[int(p.jobs[-1][part==b][:,k].sum()) for b in range(3)]
        print(name,label,'north people',int(p.population[-1][part==1].sum()),'jobs',int(p.jobs[-1][part==1].sum()),'innov s/n/sz',inn,'all hk jobs',int(p.jobs[-1][part<2].sum()),'cross',int((p.side_flows[-1].sum(0)*(1-np.eye(2))).sum()), 'gain', np.round([(p.innovation_gain[-1]*p.jobs[-1][:,k])[part==b].sum()/max(1,p.jobs[-1][part==b][:,k].sum()) for b in range(3)],4).tolist())
    if label: 
        r=tp.simulate(city,plan); print('  gerd/gdp', [round(float(x),3) for x in tp.compute(r,'research_intensity','HK')[[0,5,11,25]]] if hasattr(tp,'compute') else '')
