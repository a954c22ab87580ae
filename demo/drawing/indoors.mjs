import { HEIGHT, sheet, WIDTH } from './press.mjs';

function councilChamber() {
  const page = sheet(181, 'brick');
  // back wall with panelling
  page.box('tone', 0, 0, WIDTH, 640);
  page.fade('knock', 0, 330, { pitch: 24, from: 3, to: 10 });
  page.box('ink', 0, 420, WIDTH, 230);
  for (let x = 10; x < WIDTH; x += 122) page.stroke('knock', `M${x} 446h98v178h-98ZM${x + 14} 460h70v150h-70Z`, 2.2);
  page.box('ink', 0, 404, WIDTH, 12);
  // pillars
  for (const x of [120, 400, 1200, 1480]) {
    page.box('knock', x - 34, 60, 68, 580);
    page.hatchBox('ink', x - 6, 60, 40, 580, { angle: 90, gap: 9, width: 3 });
    page.stroke('ink', `M${x - 34} 60V640M${x + 34} 60V640`, 3);
    page.shape('ink', [[x - 54, 62], [x - 40, 20], [x + 40, 20], [x + 54, 62]]);
    page.box('knock', x - 44, 36, 88, 4);
    page.box('ink', x - 46, 600, 92, 44);
  }
  page.box('ink', 0, 0, WIDTH, 22);
  // round window
  page.disc('ink', 800, 222, 176).disc('knock', 800, 222, 158);
  page.stroke('ink', 'M800 222m-62 0a62 62 0 1 0 124 0a62 62 0 1 0 -124 0', 8);
  for (let spoke = 0; spoke < 12; spoke += 1) {
    const angle = (spoke * Math.PI) / 6;
    page.line('ink', 800 + Math.cos(angle) * 62, 222 + Math.sin(angle) * 62, 800 + Math.cos(angle) * 162, 222 + Math.sin(angle) * 162, 7, 'butt');
  }
  page.disc('spot', 800, 222, 56);
  page.path('knock', 'M762 236h76q-8 24 -22 26h-32q-14 -2 -22 -26Z').line('knock', 800, 234, 800, 182, 5).path('knock', 'M806 186l30 42h-30ZM794 192v36h-24Z');
  // mayor's chair and dais
  page.shape('ink', [[560, 652], [590, 580], [1010, 580], [1040, 652]]);
  page.path('knock', 'M728 600V470Q728 414 800 400Q872 414 872 470V600Z');
  page.path('spot', 'M738 600V474Q740 424 800 412Q860 424 862 474V600Z');
  page.stroke('ink', 'M732 600V470Q732 418 800 404Q868 418 868 470V600', 10);
  page.disc('ink', 800, 396, 15).disc('ink', 732, 466, 10).disc('ink', 868, 466, 10);
  for (let stud = 0; stud < 5; stud += 1) page.disc('ink', 770 + stud * 15, 470, 3.5).disc('ink', 770 + stud * 15, 520, 3.5);
  page.box('knock', 610, 574, 380, 16);
  page.box('ink', 610, 586, 380, 66);
  for (let x = 628; x < 980; x += 72) page.stroke('knock', `M${x} 598h56v44h-56Z`, 2.4);
  // light from the window on the floor
  page.box('knock', 0, 648, WIDTH, HEIGHT - 648);
  page.box('wash', 0, 652, WIDTH, HEIGHT - 652);
  page.path('knock', 'M720 652H880L1000 1067H600Z');
  // rows of desks, curved round the dais
  const row = (y, rise, height, gap, chairs) => {
    for (const side of [-1, 1]) {
      const inner = 800 + side * gap;
      const outer = 800 + side * 880;
      const mid = (inner + outer) / 2;
      for (let chair = 0; chair < chairs; chair += 1) {
        const share = (chair + 0.6) / chairs;
        const x = inner + (outer - inner) * share;
        const top = y - rise * share * share;
        page.path('ink', `M${x - height * 0.34} ${top + 6}V${top - height * 0.46}Q${x} ${top - height * 0.72} ${x + height * 0.34} ${top - height * 0.46}V${top + 6}Z`);
        page.path('knock', `M${x - height * 0.24} ${top}V${top - height * 0.4}Q${x} ${top - height * 0.58} ${x + height * 0.24} ${top - height * 0.4}V${top}Z`);
        page.path('spot', `M${x - height * 0.23} ${top}V${top - height * 0.39}Q${x} ${top - height * 0.57} ${x + height * 0.23} ${top - height * 0.39}V${top}Z`);
      }
      const d = `M${inner} ${y}Q${mid} ${y - rise * 0.22} ${outer} ${y - rise}V${y - rise + height}Q${mid} ${y - rise * 0.22 + height} ${inner} ${y + height}Z`;
      page.path('ink', d);
      page.stroke('knock', `M${inner} ${y + 4}Q${mid} ${y - rise * 0.22 + 4} ${outer} ${y - rise + 4}`, height / 12);
      for (let panel = 1; panel < chairs * 2; panel += 1) {
        const share = panel / (chairs * 2);
        const x = inner + (outer - inner) * share;
        const top = y - rise * share * (0.44 + 0.56 * share);
        page.line('knock', x, top + height * 0.26, x, top + height * 0.88, 2.5, 'butt');
      }
      for (let sheetOfPaper = 0; sheetOfPaper < chairs; sheetOfPaper += 1) {
        const share = (sheetOfPaper + 0.6) / chairs;
        const x = inner + (outer - inner) * share;
        const top = y - rise * share * (0.44 + 0.56 * share);
        page.shape('knock', [[x - height * 0.2, top], [x + height * 0.2, top - 3 * side], [x + height * 0.24, top - height * 0.12], [x - height * 0.14, top - height * 0.12]], 0.6);
      }
    }
  };
  row(748, 70, 66, 150, 6);
  row(858, 96, 92, 190, 5);
  row(1000, 130, 140, 240, 4);
  return page.wear();
}

function courtroom() {
  const page = sheet(193, 'slate');
  page.box('tone', 0, 0, WIDTH, HEIGHT);
  // high windows with slanting light
  for (const x of [230, 640, 1050]) {
    page.path('ink', `M${x - 14} 330V140Q${x + 80} 20 ${x + 174} 140V330Z`);
    page.path('knock', `M${x} 318V146Q${x + 80} 42 ${x + 160} 146V318Z`);
    page.stroke('ink', `M${x + 80} 90V318M${x} 180H${x + 160}M${x} 250H${x + 160}`, 6, 'butt');
    page.box('ink', x - 30, 330, 220, 14);
  }
  for (const x of [230, 640, 1050]) page.path('knock', `M${x + 40} 350H${x + 200}L${x + 520} 790H${x + 250}Z`);
  page.hatch('wash', 'M0 350H1600V560H0Z', { angle: 0, gap: 12, width: 4 });
  // panelled wall behind the bench
  page.box('ink', 0, 560, WIDTH, 240);
  for (let x = 14; x < WIDTH; x += 132) page.stroke('knock', `M${x} 584h104v190h-104Z`, 2.4);
  // judge's canopy and empty chair
  page.shape('ink', [[560, 800], [560, 360], [1040, 360], [1040, 800]]);
  page.shape('ink', [[520, 372], [560, 318], [1040, 318], [1080, 372]]);
  page.box('knock', 540, 362, 520, 5);
  page.box('knock', 592, 404, 416, 300);
  page.box('spot', 600, 412, 400, 290);
  page.hatchBox('ink', 600, 412, 400, 290, { angle: 90, gap: 26, width: 3 });
  page.path('ink', 'M720 720V520Q724 464 800 452Q876 464 880 520V720Z');
  page.path('knock', 'M738 720V528Q744 482 800 472Q856 482 862 528V720Z');
  for (let row = 0; row < 4; row += 1) for (let stud = 0; stud < 4; stud += 1) page.disc('ink', 761 + stud * 26, 526 + row * 40, 4);
  // bench
  page.box('knock', 400, 684, 800, 20);
  page.shape('ink', [[420, 700], [1180, 700], [1200, 850], [400, 850]]);
  for (let panel = 0; panel < 5; panel += 1) page.stroke('knock', `M${446 + panel * 144} 722h118v108h-118Z`, 2.6);
  page.shape('knock', [[640, 684], [652, 660], [742, 660], [750, 684]]).stroke('ink', 'M660 670h74M656 677h82', 3);
  page.box('ink', 920, 652, 70, 34).box('knock', 926, 662, 58, 4);
  page.box('ink', 930, 634, 56, 20).line('ink', 880, 686, 880, 630, 5).path('ink', 'M852 634Q862 600 906 612L902 636Z');
  // clerk's table, dock rail in front
  page.box('knock', 0, 848, WIDTH, HEIGHT - 848);
  page.box('wash', 0, 850, WIDTH, HEIGHT - 850);
  page.path('knock', 'M760 850H1010L1240 1067H900Z');
  page.shape('ink', [[560, 868], [1040, 868], [1090, 918], [510, 918]]);
  page.box('ink', 540, 916, 16, 80).box('ink', 1044, 916, 16, 80);
  page.shape('knock', [[640, 880], [720, 880], [712, 904], [626, 904]]).shape('knock', [[860, 878], [930, 882], [936, 906], [858, 900]]);
  for (let book = 0; book < 4; book += 1) page.box('knock', 760 + (book % 2) * 6, 858 - book * 14, 72, 12).box(book % 2 ? 'ink' : 'spot', 762 + (book % 2) * 6, 859 - book * 14, 68, 10);
  // dock, near right; public bench, near left
  page.shape('ink', [[1180, 900], [1610, 860], [1610, 1067], [1230, 1067]]);
  page.shape('knock', [[1170, 898], [1610, 852], [1610, 870], [1176, 914]]);
  for (let x = 1240; x < WIDTH; x += 92) page.stroke('knock', `M${x} ${938 - (x - 1240) * 0.09}h66v110h-60Z`, 2.6);
  for (let rail = 0; rail < 9; rail += 1) page.line('ink', 1190 + rail * 50, 900 - rail * 5, 1190 + rail * 50, 786 - rail * 6, 7, 'butt');
  page.line('ink', 1180, 790, 1610, 736, 12);
  for (const y of [930, 1010]) {
    page.shape('ink', [[-10, y], [400 - (y - 930) * 0.9, y + 10], [380 - (y - 930) * 0.9, y + 52], [-10, y + 46]]);
    page.line('knock', -10, y + 8, 396 - (y - 930) * 0.9, y + 17, 3);
  }
  return page.wear(200);
}

function harbourFire() {
  const page = sheet(211, 'night');
  page.box('ink', 0, 0, WIDTH, HEIGHT);
  // smoke, cut from the night
  page.path('wash', 'M560 520Q420 420 500 300Q420 190 560 120Q620 10 790 40Q940 -30 1080 60Q1240 60 1260 200Q1360 290 1260 400Q1250 500 1080 520Z');
  page.hatch('ink', 'M560 520Q420 420 500 300Q420 190 560 120Q620 10 790 40Q940 -30 1080 60Q1240 60 1260 200Q1360 290 1260 400Q1250 500 1080 520Z', { angle: -24, gap: 19, width: 12 });
  // flames
  page.path('knock', 'M560 640Q540 520 620 440Q610 520 660 540Q640 380 760 280Q750 390 810 440Q830 330 910 290Q890 400 960 450Q1000 420 1000 360Q1090 460 1060 640Z');
  page.path('spot', 'M600 640Q590 560 640 500Q650 560 690 570Q680 450 770 370Q770 460 820 500Q850 420 900 390Q900 470 960 510Q990 500 1000 460Q1050 540 1020 640Z');
  page.path('knock', 'M680 640Q690 580 740 540Q770 570 790 600Q830 540 860 510Q890 570 930 600Q950 590 960 570Q980 610 970 640Z');
  // loft: gable, loading doors, hoist
  page.shape('ink', [[520, 800], [520, 600], [620, 560], [640, 600], [700, 560], [760, 620], [820, 572], [880, 612], [960, 560], [1060, 600], [1060, 800]]);
  page.stroke('knock', 'M520 796V604L618 562L640 602L700 562L760 622L820 574L880 614L960 562L1060 602V796', 4);
  for (const x of [572, 700, 828, 956]) {
    page.box('knock', x, 650, 62, 84);
    page.box('spot', x, 676, 62, 58);
    page.stroke('ink', `M${x + 31} 650v84M${x} 690h62`, 5, 'butt');
  }
  page.line('knock', 1060, 612, 1150, 612, 5).line('knock', 1140, 612, 1140, 680, 3);
  // neighbours lit from one side
  const neighbour = (x, width, top, side) => {
    page.shape('ink', [[x, 800], [x, top], [x + width / 2, top - 70], [x + width, top], [x + width, 800]]);
    page.stroke('wash', side > 0 ? `M${x + width} 796V${top}L${x + width / 2} ${top - 70}` : `M${x} 796V${top}L${x + width / 2} ${top - 70}`, 6);
    for (let row = 0; row < 2; row += 1) for (let column = 0; column < 2; column += 1) page.box(page.random() < 0.5 ? 'wash' : 'ink', x + width * (0.2 + column * 0.38), top + 36 + row * 66, width * 0.2, 40);
  };
  neighbour(300, 200, 590, 1);
  neighbour(90, 200, 620, 1);
  neighbour(1090, 190, 600, -1);
  neighbour(1300, 210, 640, -1);
  // quay
  page.box('knock', 0, 796, WIDTH, 5);
  for (let course = 0; course < 4; course += 1) {
    let d = '';
    for (let x = (course % 2) * 50; x < WIDTH; x += 100) d += `M${x} ${824 + course * 22}h${page.between(60, 90).toFixed(0)}`;
    page.stroke('wash', d, 2, 'butt');
  }
  // hoses and the people who hold them
  for (const [x, direction] of [[430, 1], [1190, -1]]) {
    page.disc('wash', x, 716, 16).path('wash', `M${x - 22} 796L${x - 18} 734H${x + 18}L${x + 24} 796Z`);
    page.line('ink', x - 18, 762, x + 18, 762, 5);
    page.stroke('knock', `M${x + 20 * direction} 742Q${x + 120 * direction} 600 ${x + 260 * direction} 590`, 8);
    page.stroke('knock', `M${x + 22 * direction} 744Q${x + 130 * direction} 640 ${x + 230 * direction} 640`, 3);
  }
  // the harbour doubles it
  page.water('wash', 912, HEIGHT, { density: 0.6, left: 380, right: 1220 });
  page.water('knock', 906, HEIGHT, { density: 1.6, left: 560, right: 1040 });
  page.water('spot', 906, HEIGHT, { density: 0.7, left: 600, right: 1000 });
  for (let spark = 0; spark < 90; spark += 1) page.disc('knock', page.between(480, 1160).toFixed(0), page.between(60, 520).toFixed(0), page.between(1.5, 4.5).toFixed(1));
  return page.wear(80);
}

export const indoorScenes = {
  'council-chamber': councilChamber,
  courtroom,
  'harbour-fire': harbourFire,
};
